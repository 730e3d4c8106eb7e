"""A mail server from Debian's package python3-aiosmtpd, for the test beside this file: listens on a port of the loopback that the system
gives out, wants a log-in, and prints its port first and then a line of JSON for each letter that it took.

Arguments: "starttls" or "tls", the certificate's file, the key's file.
"""

import asyncio
import email
import email.policy
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


class Taker:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        leaves = [part for part in letter.walk() if not part.is_multipart()]
        print(
            json.dumps(
                {
                    "secure": server.transport.get_extra_info("ssl_object") is not None,
                    "from": envelope.mail_from,
                    "to": envelope.rcpt_tos,
                    "subject": letter["subject"],
                    "id": letter["message-id"],
                    "parts": [
                        [part.get_content_type(), part.get_filename(), part.get_payload(decode=True).decode("utf-8", "replace")]
                        for part in leaves
                    ],
                }
            ),
            flush=True,
        )
        return "250 taken"


def known(server, session, envelope, mechanism, data):
    # Not handled: the server says itself what it thinks of a wrong password.
    return AuthResult(success=(data.login, data.password) == (b"desk", b"SECRET"), handled=False)


# What the package says of its own settings is no news to the test; its errors are.
warnings.filterwarnings("ignore", module="aiosmtpd")
logging.getLogger("mail.log").setLevel(logging.ERROR)


async def main():
    way, certificate, key = sys.argv[1:4]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate, key)
    if way == "starttls":
        outer, inner = None, {"tls_context": tls, "require_starttls": True}
    else:
        # TLS from the first byte is not the server's own, so it is told that a log-in is safe.
        outer, inner = tls, {"auth_require_tls": False}
    loop = asyncio.get_running_loop()
    smtp = lambda: SMTP(Taker(), hostname="localhost", loop=loop, authenticator=known, auth_required=True, **inner)
    server = await loop.create_server(smtp, "127.0.0.1", 0, ssl=outer)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
