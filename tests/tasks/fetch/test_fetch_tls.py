"""TLS on the checked network: the certificate is believed or refused, and an end without a farewell is an end."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from config.errors import Unreachable
from config.models import Settings
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.tls import tls_context

BODY = bytes(range(256)) * 8192  # 2 MB: many records, and more than is held at once


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for ``localhost``, signed by itself, with its key in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, datetime.now(UTC), datetime.now(UTC) + timedelta(days=1)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "localhost.pem"
    path.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def believed(certificate, monkeypatch):
    """Let the house believe this certificate, as SSL_CERT_FILE does for one of an own network."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    tls_context.cache_clear()
    yield certificate
    tls_context.cache_clear()


async def ask(certificate: Path, source, *, length: str) -> list[bytes]:
    """Ask twice a server that hangs up where it gives no length, without TLS' farewell."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.readline():
            await reader.readuntil(b"\r\n\r\n")
            writer.write(f"HTTP/1.1 200 OK\r\n{length}\r\n".encode() + BODY)
            await writer.drain()
            if not length.startswith("Content-Length"):
                raw = writer.get_extra_info("socket").dup()
                while writer.transport.get_write_buffer_size():
                    await asyncio.sleep(0.001)
                raw.shutdown(1)
                raw.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context) as server:
        url = f"https://localhost:{server.sockets[0].getsockname()[1]}/"
        client = Client(Settings())
        try:
            return [(await client.fetch(Request(url), source=source(), retries=0)).body for _ in range(2)]
        finally:
            await client.aclose()


@pytest.mark.parametrize("length", [f"Content-Length: {len(BODY)}\r\n", ""])
def test_a_body_over_tls_is_whole_with_its_length_said_or_by_the_connections_end(
    source, believed, length
) -> None:
    assert asyncio.run(ask(believed, source, length=length)) == [BODY, BODY]


def test_a_body_over_tls_that_is_cut_off_is_an_error(source, believed) -> None:
    with pytest.raises(Unreachable, match="no whole answer"):
        asyncio.run(ask(believed, source, length=f"content-length: {len(BODY) + 1}\r\n"))


def test_a_certificate_that_nobody_signed_is_refused(source, certificate) -> None:
    with pytest.raises(Unreachable, match="self-signed certificate"):
        asyncio.run(ask(certificate, source, length=""))
