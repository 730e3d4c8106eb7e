-- Messages that were passed on between applicants and the staff group: the copy that the desk sent, and where its original is.
CREATE TABLE passages (
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    from_chat BIGINT NOT NULL,
    from_message BIGINT NOT NULL,
    data TEXT NOT NULL,
    passed_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX passages_by_original ON passages (from_chat, from_message);
