"""A session manager (XSMP, on the system's own libSM and libICE) that does as its standard input says.

Its first line on the standard output is the value for SESSION_MANAGER; then it tells one event a line: `registered`,
`saved` (a client has saved itself), `cancelled` (a client wants the session to go on), `closed`. A line on the
standard input is `end asking` or `end silent` (the session ends, with or without leave for clients to ask their user),
`goon` (it does not end after all), or `die` (it ends now).
"""

import ctypes
import select
import sys

POINTER = ctypes.c_void_p
SAVE_BOTH, SAVE_LOCAL, INTERACT_NONE, INTERACT_ANY = 2, 1, 0, 2

ice = ctypes.CDLL("libICE.so.6")
sm = ctypes.CDLL("libSM.so.6")
libc = ctypes.CDLL(None)

HOST_AUTH = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p)
NEW_CLIENT = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, POINTER, ctypes.POINTER(ctypes.c_ulong), ctypes.POINTER(POINTER),
                              ctypes.POINTER(POINTER))
# In the order of SmsCallbacks, after (connection, manager data).
CALLBACKS = {
    "register_client": ctypes.CFUNCTYPE(ctypes.c_int, POINTER, POINTER, POINTER),
    "interact_request": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int),
    "interact_done": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int),
    "save_yourself_request": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                                              ctypes.c_int, ctypes.c_int),
    "save_yourself_phase2_request": ctypes.CFUNCTYPE(None, POINTER, POINTER),
    "save_yourself_done": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int),
    "close_connection": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int, POINTER),
    "set_properties": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int, POINTER),
    "delete_properties": ctypes.CFUNCTYPE(None, POINTER, POINTER, ctypes.c_int, POINTER),
    "get_properties": ctypes.CFUNCTYPE(None, POINTER, POINTER),
}

sm.SmsGetIceConnection.restype = POINTER
ice.IceAcceptConnection.restype = POINTER
ice.IceComposeNetworkIdList.restype = ctypes.c_char_p
for function in (sm.SmsRegisterClientReply, sm.SmsSaveYourself, sm.SmsInteract, sm.SmsSaveYourselfPhase2,
                 sm.SmsSaveComplete, sm.SmsShutdownCancelled, sm.SmsDie, sm.SmsCleanUp, sm.SmsGetIceConnection):
    function.argtypes = [POINTER] + [ctypes.c_int] * (4 if function is sm.SmsSaveYourself else 0)
sm.SmsRegisterClientReply.argtypes = [POINTER, POINTER]


class Manager:
    def __init__(self):
        self.clients = set()
        self.connections = {}  # by file descriptor
        self._keep = []  # what libSM points to
        self._handlers = {name: kind(getattr(self, name)) for name, kind in CALLBACKS.items()}
        self._new_client = NEW_CLIENT(self.new_client)
        self._trust = HOST_AUTH(lambda _: 1)  # nobody else knows of this socket

        error = ctypes.create_string_buffer(256)
        if not sm.SmsInitialize(b"test", b"1", self._new_client, None, self._trust, len(error), error):
            sys.exit(error.value.decode())
        ice._IceTransNoListen(b"tcp")
        count, listeners = ctypes.c_int(), ctypes.POINTER(POINTER)()
        if not ice.IceListenForConnections(ctypes.byref(count), ctypes.byref(listeners), len(error), error):
            sys.exit(error.value.decode())
        self.listeners = {}
        for listener in (POINTER(listeners[i]) for i in range(count.value)):
            ice.IceSetHostBasedAuthProc(listener, self._trust)
            self.listeners[ice.IceGetListenConnectionNumber(listener)] = listener
        tell(ice.IceComposeNetworkIdList(count, listeners).decode())

    def run(self):
        while True:
            ready, _, _ = select.select([sys.stdin, *self.listeners, *self.connections], [], [])
            for source in ready:
                if source is sys.stdin:
                    line = sys.stdin.readline()
                    if not line:
                        return
                    self.obey(line.strip())
                elif source in self.listeners:
                    self.accept(self.listeners[source])
                elif source in self.connections:
                    if ice.IceProcessMessages(self.connections[source], None, None) != 0:
                        del self.connections[source]

    def obey(self, command):
        for client in list(self.clients):
            if command in ("end asking", "end silent"):
                style = INTERACT_ANY if command == "end asking" else INTERACT_NONE
                sm.SmsSaveYourself(client, SAVE_BOTH, 1, style, 0)
            elif command == "goon":
                sm.SmsShutdownCancelled(client)
            elif command == "die":
                sm.SmsDie(client)

    def accept(self, listener):
        status = ctypes.c_int()
        connection = ice.IceAcceptConnection(listener, ctypes.byref(status))
        if connection:
            connection = POINTER(connection)
            self.connections[ice.IceConnectionNumber(connection)] = connection

    # SmsCallbacks

    def new_client(self, _client, _data, mask, callbacks, _reason):
        mask[0] = (1 << len(CALLBACKS)) - 1
        slots = ctypes.cast(callbacks, ctypes.POINTER(POINTER))
        for i, handler in enumerate(self._handlers.values()):
            slots[2 * i] = ctypes.cast(handler, POINTER)
            slots[2 * i + 1] = None
        return 1

    def register_client(self, client, _data, previous):
        # As the protocol wants it: a client that is new saves itself once.
        identity = ctypes.create_string_buffer(f"test-{len(self.clients)}".encode())
        self._keep.append(identity)
        sm.SmsRegisterClientReply(client, ctypes.cast(identity, POINTER))
        self.clients.add(client)
        if not previous:
            sm.SmsSaveYourself(client, SAVE_LOCAL, 0, INTERACT_NONE, 0)
        tell("registered")
        return 1

    def interact_request(self, client, _data, _kind):
        sm.SmsInteract(client)

    def interact_done(self, _client, _data, cancelled):
        if cancelled:
            tell("cancelled")

    def save_yourself_request(self, *_):
        pass

    def save_yourself_phase2_request(self, client, _data):
        sm.SmsSaveYourselfPhase2(client)

    def save_yourself_done(self, client, _data, _success):
        tell("saved")

    def close_connection(self, client, _data, _count, _reasons):
        self.clients.discard(client)
        connection = POINTER(sm.SmsGetIceConnection(client))
        self.connections.pop(ice.IceConnectionNumber(connection), None)
        sm.SmsCleanUp(client)
        ice.IceCloseConnection(connection)
        tell("closed")

    def set_properties(self, *_):
        pass

    def delete_properties(self, *_):
        pass

    def get_properties(self, *_):
        pass


def tell(line):
    print(line, flush=True)


Manager().run()
