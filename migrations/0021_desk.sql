-- What became of the messages that staff wrote for applicants: the line below each, kept up to date in place.
CREATE TABLE receipts (
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    receipt_id BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);

-- What was done about no order in particular: imports and corrections of the register, exports. Chained like the orders' journal.
CREATE TABLE desk_journal (
    place BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    link TEXT NOT NULL
);
