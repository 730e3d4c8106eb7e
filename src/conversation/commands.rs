//! The commands that people can choose from a menu: their names, and the messages that describe them. What each does is in
//! `private` and `staff`.

/// A command of the menu: its name without the slash, and the id of its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Command {
    pub name: &'static str,
    pub described_by: &'static str,
}

const fn command(name: &'static str, described_by: &'static str) -> Command {
    Command { name, described_by }
}

/// In a private chat.
pub const PRIVATE: [Command; 11] = [
    command("start", "command-start"),
    command("apply", "command-apply"),
    command("orders", "command-orders"),
    command("status", "command-status"),
    command("staff", "command-write-to-staff"),
    command("account", "command-account"),
    command("cancel", "command-cancel"),
    command("language", "command-language"),
    command("login", "command-login"),
    command("logout", "command-logout"),
    command("help", "command-help"),
];

/// In the private chat of somebody who is logged in to no account.
pub const STRANGER: [Command; 7] = [
    command("start", "command-start"),
    command("register", "command-register"),
    command("login", "command-login"),
    command("status", "command-status"),
    command("staff", "command-write-to-staff"),
    command("language", "command-language"),
    command("help", "command-help"),
];

/// In the private chat of somebody who is.
pub const APPLICANT: [Command; 10] = [
    command("start", "command-start"),
    command("apply", "command-apply"),
    command("orders", "command-orders"),
    command("status", "command-status"),
    command("staff", "command-write-to-staff"),
    command("account", "command-account"),
    command("cancel", "command-cancel"),
    command("language", "command-language"),
    command("logout", "command-logout"),
    command("help", "command-help"),
];

/// In the staff group.
pub const STAFF: [Command; 33] = [
    command("queue", "command-queue"),
    command("order", "command-order"),
    command("find", "command-find"),
    command("claim", "command-claim"),
    command("look", "command-look"),
    command("verify", "command-verify"),
    command("approve", "command-approve"),
    command("return", "command-return"),
    command("reject", "command-reject"),
    command("paid", "command-paid"),
    command("paper", "command-paper"),
    command("made", "command-made"),
    command("ship", "command-ship"),
    command("delivered", "command-delivered"),
    command("invoice", "command-invoice"),
    command("returned", "command-returned"),
    command("release", "command-release"),
    command("take", "command-take"),
    command("hold", "command-hold"),
    command("resume", "command-resume"),
    command("undo", "command-undo"),
    command("note", "command-note"),
    command("audit", "command-audit"),
    command("talk", "command-talk"),
    command("cert", "command-cert"),
    command("import", "command-import"),
    command("export", "command-export"),
    command("stats", "command-stats"),
    command("staff", "command-staff"),
    command("account", "command-staff-account"),
    command("rename", "command-rename"),
    command("reset", "command-reset"),
    command("help", "command-staff-help"),
];
