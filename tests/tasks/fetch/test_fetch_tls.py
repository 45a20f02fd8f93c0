"""TLS on the checked network: the certificate is believed or refused, and an end without a farewell is an end."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from config.errors import Unreachable
from config.models import Settings
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.tls import tls_context

BODY = bytes(range(256)) * 8192  # 2 MB: many records, and more than is held at once


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for ``localhost``, signed by itself, with its key in one file."""
    return signed(ec.generate_private_key(ec.SECP256R1()), tmp_path)


def signed(key, folder: Path) -> Path:
    name = x509.Name([])
    made = x509.CertificateBuilder(
        name,
        name,
        key.public_key(),
        x509.random_serial_number(),
        datetime.now(UTC),
        datetime.now(UTC) + timedelta(days=1),
    )
    made = made.add_extension(
        x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(IPv4Address("127.0.0.1"))]),
        critical=True,
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "localhost.pem"
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


async def ask_each(certificate: Path, urls: list[str], source, **keys) -> list[str]:
    """Ask the same server under several names; return bodies, and errors in words."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.load_cert_chain(certificate)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(talk, "127.0.0.1", 0, ssl=context) as server:
        port, client, found = server.sockets[0].getsockname()[1], Client(Settings()), []
        one = source(list_keys={"url": f"https://localhost:{port}/"}, **keys)
        for url in urls:
            try:
                answer = await client.fetch(Request(url.format(port=port)), source=one, retries=0)
                found.append(answer.body.decode())
            except Unreachable as error:
                found.append(error.problem)
        await client.aclose()
        return found


def test_legacy_tls_accepts_a_small_key_of_the_lists_host_and_of_no_other(
    tmp_path, source, monkeypatch
) -> None:
    small = signed(
        rsa.generate_private_key(public_exponent=65537, key_size=1024), tmp_path
    )  # seen at 海南, 2026
    monkeypatch.setenv("SSL_CERT_FILE", str(small))
    tls_context.cache_clear()
    urls = ["https://localhost:{port}/", "https://127.0.0.1:{port}/"]
    at_home, elsewhere = asyncio.run(ask_each(small, urls, source, tls="legacy"))
    strict, _ = asyncio.run(ask_each(small, urls, source))
    tls_context.cache_clear()
    assert at_home == "ok"
    assert "key too weak" in elsewhere and "tls: legacy" not in elsewhere
    assert "key too weak" in strict and "tls: legacy may help" in strict
