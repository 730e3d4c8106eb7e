-- The desk's tables. Instants are BIGINT microseconds since 1970 (UTC), so that both engines compare them alike; documents are
-- JSON in TEXT; ids are the desk's own.

-- Updates that were taken in, so that one seen before is a no-op. `error` says how handling failed, without personal data.
CREATE TABLE seen_updates (
    bot_id BIGINT NOT NULL,
    update_id BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX seen_updates_by_age ON seen_updates (seen_at);

-- What is remembered of one person in one chat.
CREATE TABLE sessions (
    chat_id BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    account_id TEXT,
    lang TEXT,
    state TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
);
CREATE INDEX sessions_by_account ON sessions (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    uscc TEXT NOT NULL UNIQUE,
    search TEXT NOT NULL,
    data TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- `base` is the version that the present one was made from; `journal_place` and `journal_link` name the last journal entry, so
-- that a cut tail is noticed.
CREATE TABLE orders (
    number TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    stage TEXT NOT NULL,
    version BIGINT NOT NULL,
    base BIGINT NOT NULL,
    search TEXT NOT NULL,
    data TEXT NOT NULL,
    journal_place BIGINT NOT NULL,
    journal_link TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX orders_by_account ON orders (account_id, created_at);
CREATE INDEX orders_by_stage ON orders (stage, updated_at);

-- Append-only and hash-chained per order.
CREATE TABLE journal (
    order_number TEXT NOT NULL,
    place BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (order_number, place)
);

-- The outbox: what is owed to the outside. A row goes when it is done; `undeliverable` and `given_up` stay for staff.
CREATE TABLE effects (
    id TEXT NOT NULL PRIMARY KEY,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    chat_id BIGINT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    leased_by TEXT NOT NULL,
    leased_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    error TEXT
);
CREATE INDEX effects_by_lease ON effects (leased_until, id) WHERE state = 'due';
CREATE INDEX effects_by_lane ON effects (lane, id) WHERE state = 'due';

-- Where a card hangs.
CREATE TABLE cards (
    order_number TEXT NOT NULL,
    chat_id BIGINT NOT NULL,
    card TEXT NOT NULL,
    message_id BIGINT NOT NULL,
    PRIMARY KEY (order_number, chat_id, card)
);
CREATE INDEX cards_by_message ON cards (chat_id, message_id);

CREATE TABLE staff (
    user_id BIGINT NOT NULL PRIMARY KEY,
    data TEXT NOT NULL
);

CREATE TABLE certificates (
    serial TEXT NOT NULL PRIMARY KEY,
    uscc TEXT NOT NULL,
    data TEXT NOT NULL
);
CREATE INDEX certificates_by_uscc ON certificates (uscc);

CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

-- Chats that could not be reached, and since when they can again.
CREATE TABLE chats (
    chat_id BIGINT NOT NULL PRIMARY KEY,
    reachable BOOLEAN NOT NULL,
    since BIGINT NOT NULL
);

-- Groups that became supergroups.
CREATE TABLE chat_moves (
    from_chat BIGINT NOT NULL PRIMARY KEY,
    to_chat BIGINT NOT NULL
);

-- Originals of uploads, as kept in the files gateway under their SHA-256.
CREATE TABLE files (
    order_number TEXT NOT NULL,
    upload BIGINT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (order_number, upload)
);
