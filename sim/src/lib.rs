//! A local Telegram: the world of chats and people, and the Bot API as a projection of it. Knows nothing of any particular bot.
