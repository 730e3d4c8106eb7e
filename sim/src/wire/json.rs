//! Writing JSON straight into bytes, field by field; absent fields are left out, as Telegram does.

use serde::Serialize;

/// An object being written.
pub(super) struct Object<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

/// Writes an object.
pub(super) fn object(out: &mut Vec<u8>, fields: impl FnOnce(&mut Object<'_>)) {
    out.push(b'{');
    fields(&mut Object { out, first: true });
    out.push(b'}');
}

/// Writes an array.
pub(super) fn array<T>(out: &mut Vec<u8>, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Vec<u8>, T)) {
    out.push(b'[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        each(out, item);
    }
    out.push(b']');
}

/// Writes anything that serde can write.
pub(super) fn value(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    // Writing into memory fails only for maps with keys that are no strings; there are none here.
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.extend_from_slice(b"null");
    }
}

impl<'a> Object<'a> {
    /// Goes on with an object whose brace is already written.
    pub(super) fn inside(out: &'a mut Vec<u8>) -> Self {
        Self { out, first: true }
    }

    fn key(&mut self, name: &str) -> &mut Vec<u8> {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    pub(super) fn put(&mut self, name: &str, what: &(impl Serialize + ?Sized)) {
        value(self.key(name), what);
    }

    pub(super) fn maybe<T: Serialize>(&mut self, name: &str, what: Option<T>) {
        if let Some(what) = what {
            self.put(name, &what);
        }
    }

    /// A flag that is written only when it is up.
    pub(super) fn flag(&mut self, name: &str, up: bool) {
        if up {
            self.put(name, &true);
        }
    }

    pub(super) fn object(&mut self, name: &str, fields: impl FnOnce(&mut Object<'_>)) {
        object(self.key(name), fields);
    }

    pub(super) fn array<T>(
        &mut self,
        name: &str,
        items: impl IntoIterator<Item = T>,
        each: impl FnMut(&mut Vec<u8>, T),
    ) {
        array(self.key(name), items, each);
    }

    /// A field that writes itself.
    pub(super) fn with(&mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
        write(self.key(name));
    }
}

/// Seconds since 1970, as every date of the Bot API.
pub(super) fn seconds(millis: i64) -> i64 {
    millis.div_euclid(1_000)
}
