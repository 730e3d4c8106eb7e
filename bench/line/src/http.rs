//! Just enough HTTP/1.1 to serve a Bot API client on a kept-alive connection: whole requests out of a byte buffer, whole
//! answers into one. Knows no method and no person.

/// The most bytes of a request's head and body; a bot's calls here are a few hundred.
const MOST_HEAD: usize = 16 * 1024;
const MOST_BODY: usize = 1024 * 1024;

/// One request, borrowed from the connection's buffer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Request<'a> {
    /// The last part of the path: the method's name.
    pub(crate) method: &'a str,
    pub(crate) body: &'a [u8],
    /// Bytes of the buffer that it took.
    pub(crate) taken: usize,
}

/// What the buffer begins with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Parsed<'a> {
    Request(Request<'a>),
    /// Not all of it is here yet.
    Partial,
    /// Nothing that this server speaks; the connection is to be closed.
    Garbage,
}

/// Reads the first request of a buffer.
pub(crate) fn parse(buffer: &[u8]) -> Parsed<'_> {
    let Some(end) = find_end(buffer) else {
        return if buffer.len() > MOST_HEAD { Parsed::Garbage } else { Parsed::Partial };
    };
    let Ok(head) = std::str::from_utf8(&buffer[..end]) else { return Parsed::Garbage };
    let mut lines = head.split("\r\n");
    let Some(path) = lines.next().and_then(|line| line.split(' ').nth(1)) else { return Parsed::Garbage };
    let mut length = 0;
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { return Parsed::Garbage };
        if name.eq_ignore_ascii_case("content-length") {
            match value.trim().parse::<usize>() {
                Ok(bytes) if bytes <= MOST_BODY => length = bytes,
                _ => return Parsed::Garbage,
            }
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            return Parsed::Garbage;
        }
    }
    let taken = end + 4 + length;
    if buffer.len() < taken {
        return Parsed::Partial;
    }
    let path = path.split('?').next().unwrap_or_default();
    let method = path.rsplit('/').next().unwrap_or_default();
    Parsed::Request(Request { method, body: &buffer[end + 4..taken], taken })
}

/// Where the head ends: the offset of its empty line.
fn find_end(buffer: &[u8]) -> Option<usize> {
    buffer.windows(4).take(MOST_HEAD).position(|four| four == b"\r\n\r\n")
}

/// Appends an answer with a JSON body.
pub(crate) fn answer(out: &mut Vec<u8>, status: u16, body: &str) {
    out.extend_from_slice(match status {
        200 => b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ",
        409 => b"HTTP/1.1 409 Conflict\r\ncontent-type: application/json\r\ncontent-length: ",
        _ => b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: ".as_slice(),
    });
    out.extend_from_slice(body.len().to_string().as_bytes());
    out.extend_from_slice(b"\r\n\r\n");
    out.extend_from_slice(body.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: &[u8] = b"POST /bot1:a/sendMessage HTTP/1.1\r\nhost: x\r\nContent-Length: 2\r\n\r\n{}rest";

    #[test]
    fn a_request_is_taken_whole_and_no_more() {
        let Parsed::Request(request) = parse(CALL) else { panic!("not read") };
        assert_eq!((request.method, request.body, request.taken), ("sendMessage", b"{}".as_slice(), CALL.len() - 4));
        for cut in 0..CALL.len() - 4 {
            assert_eq!(parse(&CALL[..cut]), Parsed::Partial, "{cut}");
        }
    }

    #[test]
    fn what_is_not_spoken_here_is_refused() {
        let bad = [
            b"\x00\xff\r\n\r\n".as_slice(),
            b"GET / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n",
            b"GET / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
        ];
        for bytes in bad {
            assert_eq!(parse(bytes), Parsed::Garbage);
        }
        assert_eq!(parse(&[b'x'; MOST_HEAD + 1]), Parsed::Garbage);
    }
}
