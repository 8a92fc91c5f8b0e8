"""HTTP/2 with many streams on one connection."""
import asyncio

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions

from answers import headers_of, steps_of


class Http2:
    def __init__(self, link):
        self.link = link
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        self.bodies = {}
        self.window = asyncio.Event()
        self.tasks = set()

    async def serve(self):
        self.h2.initiate_connection()
        self.flush()
        try:
            while data := await self.link.reader.read(65536):
                for event in self.h2.receive_data(data):
                    self.handle(event)
                self.flush()
        except (ConnectionError, h2.exceptions.ProtocolError):
            pass
        finally:
            for task in self.tasks:
                task.cancel()

    def flush(self):
        self.link.write(self.h2.data_to_send())

    def handle(self, event):
        if isinstance(event, h2.events.RequestReceived):
            self.bodies[event.stream_id] = (event.headers, bytearray())
        elif isinstance(event, h2.events.DataReceived):
            self.bodies[event.stream_id][1].extend(event.data)
            self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            self.start(event.stream_id)
        elif isinstance(event, h2.events.StreamReset):
            self.link.note("stream-reset", stream=event.stream_id)
            self.window.set()
        elif isinstance(event, h2.events.PingReceived):
            self.link.note("ping")
        elif isinstance(event, h2.events.WindowUpdated):
            self.window.set()

    def start(self, stream):
        headers, body = self.bodies.pop(stream)
        fields = dict(headers)
        plain = [(name, value) for name, value in headers if not name.startswith(":")]
        plain.append(("host", fields.get(":authority", "")))
        method = fields[":method"]
        answer = self.link.request(method, fields[":path"], plain, bytes(body))
        task = asyncio.ensure_future(self.reply(stream, method, answer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def reply(self, stream, method, answer):
        try:
            await self.play(stream, method, answer)
        except (h2.exceptions.ProtocolError, ConnectionError, KeyError):
            pass  # the client has gone

    async def play(self, stream, method, answer):
        if answer.get("silent"):
            await self.link.silence()
        if "gate" in answer:
            await self.link.gate(answer["gate"])
        pairs = [(":status", str(answer.get("status", 200)))]
        pairs += [(name.lower(), value) for name, value in headers_of(answer)]
        if "content_length" in answer:
            pairs.append(("content-length", str(answer["content_length"])))
        self.h2.send_headers(stream, pairs, end_stream=method == "HEAD")
        self.flush()
        if method == "HEAD":
            return
        for kind, value in steps_of(answer):
            if kind == "send":
                await self.send(stream, value)
            elif kind == "end":
                return await self.end(stream, value)
            else:
                await self.link.step(kind, value)
        self.h2.end_stream(stream)
        self.flush()

    async def send(self, stream, data):
        while data:
            room = min(self.h2.local_flow_control_window(stream), self.h2.max_outbound_frame_size, len(data))
            if room <= 0:
                self.window.clear()
                await self.window.wait()
                continue
            self.h2.send_data(stream, data[:room])
            self.flush()
            await self.link.drain()
            data = data[room:]

    async def end(self, stream, how):
        if how == "silent":
            await self.link.silence()
        elif how == "reset":
            await self.link.drain()
            self.link.reset()
        elif how == "goaway":  # as a server that shuts down: this stream still ends well
            self.h2.end_stream(stream)
            self.h2.close_connection(last_stream_id=stream)
            self.flush()
            await self.link.drain()
            self.link.close()
        elif how == "goaway-now":  # the stream is cut off
            self.h2.close_connection(error_code=h2.errors.ErrorCodes.NO_ERROR, last_stream_id=stream)
            self.flush()
            await self.link.drain()
            self.link.close()
        elif how.startswith("rst:"):
            self.h2.reset_stream(stream, error_code=int(how[4:]))
            self.flush()
        else:
            await self.link.drain()
            self.link.close()
