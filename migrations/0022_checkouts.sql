-- Who was let through to pay an invoice of Telegram's and when, so that instances that share the database let one at a time.
CREATE TABLE checkouts (
    trade TEXT NOT NULL PRIMARY KEY,
    payer BIGINT NOT NULL,
    since BIGINT NOT NULL
);
