"""HTTP/1.1, one request after the other on a connection."""
import asyncio

from answers import headers_of, steps_of


class Http1:
    def __init__(self, link):
        self.link = link

    async def serve(self):
        while True:
            try:
                head = await self.link.reader.readuntil(b"\r\n\r\n")
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines]
            length = int(dict((name.lower(), value) for name, value in headers).get("content-length", "0"))
            body = await self.link.reader.readexactly(length) if length else b""
            answer = self.link.request(method, target, headers, body)
            if not await self.reply(method, answer):
                return

    async def reply(self, method, answer):
        """True where the connection may be used again."""
        if answer.get("silent"):
            await self.link.silence()
        if "gate" in answer:
            await self.link.gate(answer["gate"])
        if "raw" in answer:
            self.link.write(answer["raw"].encode("latin-1"))
            return await self.end(answer.get("end", "close"))
        steps = steps_of(answer)
        pairs = headers_of(answer)
        is_fixed = "steps" not in answer and "chunks" not in answer
        chunked = False
        if "content_length" in answer:
            pairs.append(("Content-Length", str(answer["content_length"])))
        elif is_fixed:
            pairs.append(("Content-Length", str(sum(len(value) for kind, value in steps if kind == "send"))))
        elif not answer.get("until_close"):
            pairs.append(("Transfer-Encoding", "chunked"))
            chunked = True
        lines = [f"HTTP/1.1 {answer.get('status', 200)} Scripted"] + [f"{name}: {value}" for name, value in pairs]
        self.link.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1"))
        if method == "HEAD":
            return True
        for kind, value in steps:
            if kind == "send":
                self.link.write(f"{len(value):x}\r\n".encode() + value + b"\r\n" if chunked else value)
                await self.link.drain()
            elif kind == "end":
                return await self.end(value)
            else:
                await self.link.step(kind, value)
        if chunked:
            self.link.write(b"0\r\n\r\n")
        await self.link.drain()
        if answer.get("until_close"):
            self.link.close()
        return not answer.get("until_close")

    async def end(self, how):
        if how == "silent":
            await self.link.silence()
        elif how == "reset":
            await self.link.drain()
            self.link.reset()
        else:
            await self.link.drain()
            self.link.close()
        return False
