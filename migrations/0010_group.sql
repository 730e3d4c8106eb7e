-- Messages in the staff group that are about an order, so that a reply to one is known to be about it. A copy of an upload is taken
-- away again once it has been decided on.
CREATE TABLE order_lines (
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    order_number TEXT NOT NULL,
    is_copy BOOLEAN NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX order_lines_by_order ON order_lines (order_number, chat_id);

-- Ways into the staff register, each for one person.
CREATE TABLE invitations (
    token TEXT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL,
    data TEXT NOT NULL
);
