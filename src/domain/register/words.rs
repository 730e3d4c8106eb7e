//! The words that a table's headings and cells are known by, from `locales/register.txt`; what they mean is the register's.

const VOCABULARY: &str = include_str!("../../../locales/register.txt");

/// Whether a text is one of the words under a name.
pub(super) fn is(name: &str, text: &str) -> bool {
    let listed = VOCABULARY.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    let text = text.to_lowercase();
    listed.is_some_and(|listed| listed.split(" | ").any(|word| word == text))
}

#[cfg(test)]
mod tests {
    use super::is;

    #[test]
    fn words_are_known_whatever_their_case() {
        assert!(is("yes", "是") && is("yes", "YES") && is("column serial", "SN") && is("state revoked", "已吊销"));
        assert!(!is("yes", "否") && !is("nothing", "是") && !is("column", "serial"));
    }
}
