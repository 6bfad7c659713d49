"""A slow line between two network namespaces: the one that this program is started in, and one that it makes and stays in.

Each has a TUN device, the first with the address 192.0.2.1, the other with 192.0.2.2. A packet waits until those before it have left,
leaves at the line's rate, and arrives after the line's delay; each direction is a line of its own. Where too many wait, those that come
are dropped. Neither namespace has a name: they go with the processes in them, however those end.

    unshare --net sh                              # as root: the near end
    python3 link.py                               # in that shell
    nsenter --net --target PID_OF_THAT COMMAND    # at the far end

Commands come by standard input, one a line, and each is answered by one line of JSON; at the end of the input the line is cut.

    set BITS_PER_SECOND DELAY_MS LOSS     LOSS is the share of packets that are lost, from 0 to 1
    take                                  what arrived, up (to the far end) and down, since the last time: IP packets and their bytes
    trace FILE                            from now on a line for each packet that arrives: time, direction, bytes, TCP flags
"""

import collections
import ctypes
import fcntl
import json
import os
import random
import select
import struct
import subprocess
import time

NEAR, FAR = "192.0.2.1", "192.0.2.2"
# Bytes that may wait for one direction.
QUEUE = 32_768
# From <linux/if_tun.h> and <linux/sched.h>.
TUNSETIFF, IFF_TUN, IFF_NO_PI, CLONE_NEWNET = 0x400454CA, 0x0001, 0x1000, 0x40000000


def end_of_line(here, there):
    """A TUN device in the namespace of this process."""
    fd = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(fd, TUNSETIFF, struct.pack("16sH14x", b"edge", IFF_TUN | IFF_NO_PI))
    # Cubic is what most servers have, whatever this computer uses.
    for words in (
        "link set lo up", f"addr add {here}/32 dev edge", "link set edge up", f"route add {there} dev edge congctl cubic",
    ):
        subprocess.run(["ip", *words.split()], check=True)
    # No connection begins with what those before it learned of the line.
    with open("/proc/sys/net/ipv4/tcp_no_metrics_save", "w", encoding="ascii") as file:
        file.write("1")
    return fd


def leave_for_a_new_namespace():
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


class Way:
    """One direction."""

    def __init__(self, name, source, target):
        self.name, self.source, self.target = name, source, target
        self.moving = collections.deque()
        self.free = 0.0
        self.forget()

    def forget(self):
        self.packets = self.bytes = self.dropped = self.lost = 0

    def enter(self, line):
        """Takes a packet from the sender."""
        packet = os.read(self.source, 65_536)
        # Of IPv6 there is only what a system says to an empty room.
        if packet[0] >> 4 != 4:
            return
        now = time.monotonic()
        leaves = max(now, self.free)
        if (leaves - now) * line.rate / 8 > QUEUE:
            self.dropped += 1
            return
        self.free = leaves + len(packet) * 8 / line.rate
        if line.dice.random() < line.loss:
            self.lost += 1
            return
        self.moving.append((self.free + line.delay, packet))

    def arrive(self, line):
        """Hands over what is there by now."""
        while self.moving and self.moving[0][0] <= time.monotonic():
            _, packet = self.moving.popleft()
            self.packets += 1
            self.bytes += len(packet)
            line.note(self.name, packet)
            os.write(self.target, packet)


class Line:
    def __init__(self, near, far):
        self.rate, self.delay, self.loss = 1e9, 0.0, 0.0
        # The same packets are lost in every run that sends the same.
        self.dice = random.Random(1)
        self.ways = Way("up", near, far), Way("down", far, near)
        self.trace = None

    def obey(self, command, *words):
        if command == "set":
            rate, delay, loss = map(float, words)
            self.rate, self.delay, self.loss = rate, delay / 1000, loss
            return {}
        if command == "take":
            names = ("packets", "bytes", "dropped", "lost")
            answer = {way.name: {name: getattr(way, name) for name in names} for way in self.ways}
            for way in self.ways:
                way.forget()
            return answer
        if command == "trace":
            self.trace = open(words[0], "w", buffering=1, encoding="utf-8")
            return {}
        raise ValueError(command)

    def note(self, name, packet):
        if self.trace:
            flags = packet[(packet[0] & 15) * 4 + 13]
            shown = "".join(letter for bit, letter in enumerate("FSRPA") if flags >> bit & 1)
            print(f"{time.monotonic():.3f} {name} {len(packet)} {shown}", file=self.trace)

    def run(self):
        begun = ""
        while True:
            due = min((way.moving[0][0] for way in self.ways if way.moving), default=None)
            wait = None if due is None else max(0, due - time.monotonic())
            ready, _, _ = select.select([way.source for way in self.ways] + [0], [], [], wait)
            for way in self.ways:
                if way.source in ready:
                    way.enter(self)
                way.arrive(self)
            if 0 in ready:
                piece = os.read(0, 4096).decode()
                if not piece:
                    return
                # A line may come in pieces, and several at once.
                *commands, begun = (begun + piece).split("\n")
                for command in commands:
                    print(json.dumps(self.obey(*command.split())), flush=True)


def main():
    near = end_of_line(NEAR, FAR)
    leave_for_a_new_namespace()
    far = end_of_line(FAR, NEAR)
    print(json.dumps({"ready": True}), flush=True)
    Line(near, far).run()


main()
