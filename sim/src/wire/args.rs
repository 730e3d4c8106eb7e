//! A call's parameters in any of the dialects: query, urlencoded, JSON, multipart. Everything becomes text, as on the
//! official server; nested values are JSON texts.

use super::answer::ApiError;
use crate::photo::{NotAPhoto, Step};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The total of text parameters may not exceed this, in bytes.
const TEXT_TOTAL: usize = 1 << 20;

/// An uploaded file.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) field: String,
    pub(super) name: Option<String>,
    pub(super) bytes: Bytes,
    /// Its sizes, where it was sent as a photo.
    pub(super) photo: Option<Result<Vec<Step>, NotAPhoto>>,
}

/// The parameters of one call.
#[derive(Debug, Default)]
pub(super) struct Args {
    values: Vec<(String, String)>,
    pub(super) uploads: Vec<Upload>,
}

impl Args {
    pub(super) fn add(&mut self, name: String, value: String) {
        self.values.push((name, value));
    }

    /// Reads `a=b&c=d`.
    pub(super) fn add_encoded(&mut self, encoded: &[u8]) {
        for (name, value) in form_urlencoded::parse(encoded) {
            self.add(name.into_owned(), value.into_owned());
        }
    }

    /// Reads a JSON object; what is no object is as good as absent.
    pub(super) fn add_json(&mut self, body: &[u8]) {
        let Ok(Value::Object(fields)) = serde_json::from_slice(body) else { return };
        for (name, value) in fields {
            match value {
                Value::Null => {}
                Value::String(text) => self.add(name, text),
                other => self.add(name, other.to_string()),
            }
        }
    }

    /// Reads a multipart body.
    pub(super) async fn add_multipart(&mut self, body: Bytes, boundary: String) -> Result<(), ApiError> {
        let mut parts = multer::Multipart::new(futures_once(body), boundary);
        let broken = |_| ApiError::bad("can't parse multipart/form-data");
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(broken)?;
            if name.is_some() {
                self.uploads.push(Upload { field, name, bytes, photo: None });
                continue;
            }
            let text = String::from_utf8(bytes.into());
            self.add(field, text.map_err(|_| ApiError::bad("strings must be encoded in UTF-8"))?);
        }
        Ok(())
    }

    /// Refuses a call with too much text in it.
    pub(super) fn check_size(&self) -> Result<(), ApiError> {
        let total: usize = self.values.iter().map(|(name, value)| name.len() + value.len()).sum();
        let fits = total <= TEXT_TOTAL;
        fits.then_some(()).ok_or_else(|| ApiError::plain(413, "Request Entity Too Large: too many parameters"))
    }

    /// A parameter, empty where it is absent.
    pub(super) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or("")
    }

    /// A parameter, if it is there.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// A number; what cannot be read as one is 0.
    pub(super) fn int(&self, name: &str) -> i64 {
        self.text(name).trim().parse().unwrap_or(0)
    }

    /// A flag.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.text(name).trim().to_ascii_lowercase().as_str(), "true" | "yes" | "1")
    }

    /// A nested value, if it is there and not empty; `what` names it in the error.
    pub(super) fn nested<T: DeserializeOwned>(&self, name: &str, what: &str) -> Result<Option<T>, ApiError> {
        let Some(text) = self.get(name).filter(|t| !t.is_empty()) else { return Ok(None) };
        let value = serde_json::from_str(text);
        value.map(Some).map_err(|_| ApiError::bad(format!("can't parse {what} JSON object")))
    }

    /// The upload that a value means: `attach://name`, or the file in the field itself.
    pub(super) fn upload(&self, field: &str, value: Option<&str>) -> Option<&Upload> {
        let wanted = value.and_then(|v| v.strip_prefix("attach://")).unwrap_or(field);
        self.uploads.iter().find(|upload| upload.field == wanted)
    }

    /// A required number that names a message.
    pub(super) fn message_id(&self) -> Result<i64, ApiError> {
        match self.int("message_id") {
            id if id > 0 => Ok(id),
            _ => Err(ApiError::bad("message identifier is not specified")),
        }
    }
}

/// One piece of body as the stream that the multipart reader wants.
fn futures_once(body: Bytes) -> http_body_util::BodyDataStream<http_body_util::Full<Bytes>> {
    http_body_util::BodyDataStream::new(http_body_util::Full::new(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialects_mean_the_same() {
        let mut json = Args::default();
        json.add_json(br#"{"chat_id":5,"disable":true,"markup":{"a":[1]},"text":"x","none":null}"#);
        let mut form = Args::default();
        form.add_encoded(b"chat_id=5&disable=true&markup=%7B%22a%22%3A%5B1%5D%7D&text=x");
        for args in [json, form] {
            assert_eq!((args.int("chat_id"), args.flag("disable"), args.text("text")), (5, true, "x"));
            assert_eq!(args.text("markup"), r#"{"a":[1]}"#);
            assert_eq!(args.get("none"), None);
        }
    }

    #[test]
    fn a_body_that_is_no_json_is_as_good_as_none() {
        let mut args = Args::default();
        args.add_json(b"{oops");
        assert_eq!(args.text("text"), "");
    }
}
