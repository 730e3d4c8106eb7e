//! The one table of methods: what this local Telegram does, and what the Bot API has besides.

use super::answer::Outcome;
use super::call::Call;
use super::methods::{album, chats, commands, copy, edit, files, invoice, media, members, profile, send, topics};
use super::webhook;

/// A method carried out under the lock.
pub(super) type Handler = fn(&mut Call<'_>) -> Outcome;

/// How a method is carried out.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    /// At once.
    Now(Handler),
    /// By waiting for updates.
    Poll,
}

/// A method.
pub(super) struct Method {
    /// As the documentation writes it.
    pub(super) name: &'static str,
    pub(super) deed: Deed,
}

const fn now(name: &'static str, deed: Handler) -> Method {
    Method { name, deed: Deed::Now(deed) }
}

/// Everything this local Telegram does.
static METHODS: &[Method] = &[
    Method { name: "getUpdates", deed: Deed::Poll },
    now("setWebhook", webhook::set),
    now("deleteWebhook", webhook::delete),
    now("getWebhookInfo", webhook::info),
    now("getMe", profile::me),
    now("logOut", profile::yes),
    now("close", profile::yes),
    now("sendMessage", send::message),
    now("sendLocation", send::location),
    now("sendContact", send::contact),
    now("sendChatAction", send::action),
    now("sendPhoto", media::photo),
    now("sendDocument", media::document),
    now("sendVideo", media::video),
    now("sendAnimation", media::animation),
    now("sendAudio", media::audio),
    now("sendVoice", media::voice),
    now("sendVideoNote", media::video_note),
    now("sendSticker", media::sticker),
    now("sendMediaGroup", album::send),
    now("sendInvoice", invoice::send),
    now("createInvoiceLink", invoice::link),
    now("answerPreCheckoutQuery", invoice::answer),
    now("copyMessage", copy::copy_one),
    now("copyMessages", copy::copy_many),
    now("forwardMessage", copy::forward_one),
    now("forwardMessages", copy::forward_many),
    now("editMessageText", edit::text),
    now("editMessageCaption", edit::caption),
    now("editMessageMedia", edit::media),
    now("editMessageReplyMarkup", edit::markup),
    now("deleteMessage", edit::delete),
    now("deleteMessages", edit::delete_many),
    now("pinChatMessage", edit::pin),
    now("unpinChatMessage", edit::unpin),
    now("unpinAllChatMessages", edit::unpin_all),
    now("unpinAllForumTopicMessages", edit::unpin_topic),
    now("setMessageReaction", edit::react),
    now("answerCallbackQuery", send::answer_callback),
    now("getFile", files::get),
    now("getUserProfilePhotos", files::no_profile_photos),
    now("getChat", chats::get),
    now("getChatAdministrators", chats::administrators),
    now("getChatMember", chats::member),
    now("getChatMemberCount", chats::count),
    now("getChatMembersCount", chats::count),
    now("setChatTitle", chats::set_title),
    now("leaveChat", members::leave),
    now("banChatMember", members::ban),
    now("kickChatMember", members::ban),
    now("unbanChatMember", members::unban),
    now("restrictChatMember", members::restrict),
    now("promoteChatMember", members::promote),
    now("exportChatInviteLink", members::export_link),
    now("createChatInviteLink", members::create_link),
    now("createForumTopic", topics::create),
    now("editForumTopic", topics::edit),
    now("closeForumTopic", topics::close),
    now("reopenForumTopic", topics::reopen),
    now("deleteForumTopic", topics::delete),
    now("getForumTopicIconStickers", topics::icons),
    now("setMyCommands", commands::set),
    now("getMyCommands", commands::get),
    now("deleteMyCommands", commands::delete),
    now("setMyName", profile::set_name),
    now("getMyName", profile::get_name),
    now("setMyDescription", profile::set_description),
    now("getMyDescription", profile::get_description),
    now("setMyShortDescription", profile::set_short_description),
    now("getMyShortDescription", profile::get_short_description),
    now("setChatMenuButton", profile::set_menu_button),
    now("getChatMenuButton", profile::get_menu_button),
];

/// What the Bot API 9.1 has and this local Telegram has not: answered with a loud 501.
static UNSUPPORTED: &[&str] = &[
    "addStickerToSet",
    "answerInlineQuery",
    "answerShippingQuery",
    "answerWebAppQuery",
    "approveChatJoinRequest",
    "banChatSenderChat",
    "closeGeneralForumTopic",
    "convertGiftToStars",
    "createChatSubscriptionInviteLink",
    "createNewStickerSet",
    "declineChatJoinRequest",
    "deleteBusinessMessages",
    "deleteChatPhoto",
    "deleteChatStickerSet",
    "deleteStickerFromSet",
    "deleteStickerSet",
    "deleteStory",
    "editChatInviteLink",
    "editChatSubscriptionInviteLink",
    "editGeneralForumTopic",
    "editMessageChecklist",
    "editMessageLiveLocation",
    "editStory",
    "editUserStarSubscription",
    "getAvailableGifts",
    "getBusinessAccountGifts",
    "getBusinessAccountStarBalance",
    "getBusinessConnection",
    "getCustomEmojiStickers",
    "getGameHighScores",
    "getMyDefaultAdministratorRights",
    "getMyStarBalance",
    "getStarTransactions",
    "getStickerSet",
    "getUserChatBoosts",
    "giftPremiumSubscription",
    "hideGeneralForumTopic",
    "postStory",
    "readBusinessMessage",
    "refundStarPayment",
    "removeBusinessAccountProfilePhoto",
    "removeChatVerification",
    "removeUserVerification",
    "reopenGeneralForumTopic",
    "replaceStickerInSet",
    "revokeChatInviteLink",
    "savePreparedInlineMessage",
    "sendChecklist",
    "sendDice",
    "sendGame",
    "sendGift",
    "sendPaidMedia",
    "sendPoll",
    "sendVenue",
    "setBusinessAccountBio",
    "setBusinessAccountGiftSettings",
    "setBusinessAccountName",
    "setBusinessAccountProfilePhoto",
    "setBusinessAccountUsername",
    "setChatAdministratorCustomTitle",
    "setChatDescription",
    "setChatPermissions",
    "setChatPhoto",
    "setChatStickerSet",
    "setCustomEmojiStickerSetThumbnail",
    "setGameScore",
    "setMyDefaultAdministratorRights",
    "setPassportDataErrors",
    "setStickerEmojiList",
    "setStickerKeywords",
    "setStickerMaskPosition",
    "setStickerPositionInSet",
    "setStickerSetThumbnail",
    "setStickerSetTitle",
    "setUserEmojiStatus",
    "stopMessageLiveLocation",
    "stopPoll",
    "transferBusinessAccountStars",
    "transferGift",
    "unbanChatSenderChat",
    "unhideGeneralForumTopic",
    "unpinAllGeneralForumTopicMessages",
    "upgradeGift",
    "uploadStickerFile",
    "verifyChat",
    "verifyUser",
];

/// A method by its name, in any case.
pub(super) fn find(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name.eq_ignore_ascii_case(name))
}

/// Whether the Bot API has a method that this table has not.
pub(super) fn is_known(name: &str) -> bool {
    UNSUPPORTED.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The names of everything this local Telegram does.
pub fn method_names() -> impl Iterator<Item = &'static str> {
    METHODS.iter().map(|method| method.name)
}

/// The names of methods that are answered with 501.
pub fn unsupported_names() -> impl Iterator<Item = &'static str> {
    UNSUPPORTED.iter().copied()
}
