"""What a person at the desk has: windows with their controls, a keyboard, the clipboard, a camera.

Controls are reached over AT-SPI, so a control without an accessible name cannot be found here either.
"""

import os
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (only after the version is chosen)

DEADLINE = 30  # seconds; generous, since a failing step must not be a slow machine's
INTERVAL = 0.05


class Failed(Exception):
    """What was expected, and did not come."""


def wait_until(condition, what, otherwise=lambda: ""):
    """Gives the condition's first true value. A control that vanishes while it is looked at is asked for again."""
    end = time.monotonic() + DEADLINE
    problem = ""
    while True:
        try:
            value = condition()
            if value:
                return value
            problem = ""
        except GLib.Error as error:
            problem = error.message
        if time.monotonic() > end:
            details = "; ".join(text for text in (otherwise(), problem) if text)
            raise Failed(f"waited {DEADLINE} s for {what}" + (f"; {details}" if details else ""))
        time.sleep(INTERVAL)


def run(*command):
    return subprocess.run(command, capture_output=True, check=False, timeout=DEADLINE)


def clipboard_text():
    return run("xclip", "-out", "-selection", "clipboard").stdout.decode()


def screenshot(path):
    """Takes the whole display once it stands still, or is as still as it gets: a countdown may run."""
    picture = b""
    for _ in range(5):
        before = picture
        taken = run("import", "-silent", "-window", "root", "-define", "png:exclude-chunks=date,time", "png:-")
        picture = taken.stdout
        if taken.returncode != 0 or not picture:
            raise Failed(f"no picture: {taken.stderr.decode().strip()}")
        if picture == before:
            break
    path.write_bytes(picture)


class Control:
    """A control in a window."""

    def __init__(self, window, accessible):
        self._window = window
        self._accessible = accessible

    def is_enabled(self):
        return self._accessible.get_state_set().contains(Atspi.StateType.ENABLED)

    def press(self):
        self._act("Press")

    def tick(self):
        if not self._is_checked():
            self._act("Toggle")
        wait_until(self._is_checked, f"“{self._accessible.get_name()}” to be ticked")

    def type(self, text, *keys, hidden=False):
        """Types with key events into the control, which must be an empty text field; a hidden one shows no text."""
        self._window.take_keyboard()
        self._accessible.get_component_iface().grab_focus()
        wait_until(lambda: self._accessible.get_state_set().contains(Atspi.StateType.FOCUSED),
                   f"“{self._accessible.get_name()}” to have the keyboard")
        run("xdotool", "type", text)
        if hidden:
            # Of a password Qt tells the length only.
            wait_until(lambda: Atspi.Text.get_character_count(self._accessible) == len(text),
                       f"the text to arrive in “{self._accessible.get_name()}”")
        else:
            wait_until(lambda: self._text() == text, f"“{text}” to arrive in “{self._accessible.get_name()}”",
                       lambda: f"it holds “{self._text()}”")
        for key in keys:
            run("xdotool", "key", key)

    def clear(self):
        """Empties a text field, as a user does who is about to type."""
        self._window.take_keyboard()
        self._accessible.get_component_iface().grab_focus()
        wait_until(lambda: self._accessible.get_state_set().contains(Atspi.StateType.FOCUSED),
                   f"“{self._accessible.get_name()}” to have the keyboard")
        run("xdotool", "key", "ctrl+a", "BackSpace")
        wait_until(lambda: not self._text(), f"“{self._accessible.get_name()}” to be empty")

    def put(self, text):
        """Puts the text into the field at once, as dictation does."""
        Atspi.EditableText.set_text_contents(self._accessible, text)
        wait_until(lambda: self._text() == text, f"“{text}” to arrive in “{self._accessible.get_name()}”",
                   lambda: f"it holds “{self._text()}”")

    def set_value(self, value):
        """Of a spin box."""
        Atspi.Value.set_current_value(self._accessible, value)
        wait_until(lambda: Atspi.Value.get_current_value(self._accessible) == value,
                   f"“{self._accessible.get_name()}” to be {value}")

    def text(self):
        return self._text()

    def length(self):
        """In characters; of a hidden text nothing else can be asked for."""
        return Atspi.Text.get_character_count(self._accessible)

    def _text(self):
        return Atspi.Text.get_text(self._accessible, 0, -1)

    def _is_checked(self):
        return self._accessible.get_state_set().contains(Atspi.StateType.CHECKED)

    def _act(self, name):
        actions = self._accessible.get_action_iface()
        names = [Atspi.Action.get_action_name(actions, i) for i in range(actions.get_n_actions())]
        if name not in names:
            raise Failed(f"“{self._accessible.get_name()}” can only {names}")
        if not self.is_enabled():
            raise Failed(f"“{self._accessible.get_name()}” is disabled")
        actions.do_action(names.index(name))


class Table(Control):
    """A table whose cells are found by the titles of their columns."""

    def rows(self):
        table = self._accessible.get_table_iface()
        columns = [table.get_column_description(column) for column in range(table.get_n_columns())]
        return [{title: table.get_accessible_at(row, column).get_name() for column, title in enumerate(columns)}
                for row in range(table.get_n_rows())]

    def columns(self, *titles):
        """The rows' cells in these columns, in this order."""
        table = self._accessible.get_table_iface()
        columns = [table.get_column_description(column) for column in range(table.get_n_columns())]
        return [tuple(table.get_accessible_at(row, columns.index(title)).get_name() for title in titles)
                for row in range(table.get_n_rows())]

    def select(self, row):
        self._accessible.get_table_iface().add_row_selection(row)
        wait_until(lambda: self._accessible.get_table_iface().is_row_selected(row),
                   f"row {row + 1} to be selected")


class Window:
    """A window of the console."""

    def __init__(self, pid, accessible):
        self._pid = pid
        self._accessible = accessible
        self._name = accessible.get_name()

    def button(self, name, enabled=True):
        return self._control(Control, Atspi.Role.PUSH_BUTTON, name, enabled)

    def check_box(self, name):
        return self._control(Control, Atspi.Role.CHECK_BOX, name)

    def field(self, name):
        return self._control(Control, Atspi.Role.TEXT, name)

    def secret_field(self, name):
        return self._control(Control, Atspi.Role.PASSWORD_TEXT, name)

    def spin_box(self, name):
        return self._control(Control, Atspi.Role.SPIN_BUTTON, name)

    def table(self, name):
        return self._control(Table, Atspi.Role.TABLE, name)

    def choose(self, menu, item):
        """Chooses from the menu bar. Assistive technology does not have to open a menu for that."""
        def found():
            for accessible in below(self._accessible):
                if accessible.get_role() == Atspi.Role.MENU_ITEM and accessible.get_name() == menu:
                    for entry in below(accessible):
                        control = Control(self, entry)
                        if entry.get_name() == item and control.is_enabled():
                            return control
            return None

        wait_until(found, f"“{item}” in menu “{menu}”").press()

    def shows_table(self, name):
        """Whether it can be seen now."""
        return any(accessible.get_role() == Atspi.Role.TABLE and accessible.get_name() == name
                   for accessible in visible_below(self._accessible))

    def texts(self):
        """What its labels say, from top to bottom."""
        return [accessible.get_name() for accessible in visible_below(self._accessible)
                if accessible.get_role() == Atspi.Role.LABEL]

    def wait_for_text(self, text):
        wait_until(lambda: any(text in label for label in self.texts()), f"“{text}” in “{self._name}”",
                   lambda: f"it says {self.texts()}")

    def take_keyboard(self):
        """Gives the window the X focus: there is no window manager that would."""
        def has_focus():
            found = run("xdotool", "search", "--onlyvisible", "--pid", str(self._pid), "--name", self._name)
            for window in found.stdout.decode().split():
                run("xdotool", "windowfocus", "--sync", window)
            return self._accessible.get_state_set().contains(Atspi.StateType.ACTIVE)

        if not self._accessible.get_state_set().contains(Atspi.StateType.ACTIVE):
            wait_until(has_focus, f"window “{self._name}” to be active")

    def _control(self, kind, role, name, enabled=True):
        def found():
            for accessible in visible_below(self._accessible):
                if accessible.get_role() == role and accessible.get_name() == name:
                    control = kind(self, accessible)
                    if control.is_enabled() or not enabled:
                        return control
            return None

        return wait_until(found, f"{Atspi.role_get_name(role)} “{name}” in “{self._name}”",
                          lambda: f"there are {self._names(role)}")

    def _names(self, role):
        return [accessible.get_name() for accessible in visible_below(self._accessible)
                if accessible.get_role() == role]


def below(accessible):
    """Everything below it, shown or not; a table's cells are the table's to look up."""
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child:
            yield child
            if child.get_role() != Atspi.Role.TABLE:
                yield from below(child)


def visible_below(accessible):
    """What is on the screen below it; a table's cells are the table's to look up."""
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child and child.get_state_set().contains(Atspi.StateType.SHOWING):
            yield child
            if child.get_role() != Atspi.Role.TABLE:
                yield from visible_below(child)


class Console:
    """The running console; leaving the context ends it."""

    def __init__(self, program, options, variables=None, typed=None, errors=None):
        """Variables are added to the environment; what is typed goes to the standard input, if anything does; the
        standard error goes to the file `errors`, else where this program's goes."""
        environment = dict(os.environ, QT_ACCESSIBILITY="1", QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
                           **(variables or {}))
        self._process = subprocess.Popen([program, *options], env=environment, stderr=errors,
                                         stdin=subprocess.DEVNULL if typed is None else subprocess.PIPE)
        self.pid = self._process.pid
        if typed is not None:
            self._process.stdin.write(typed)
            self._process.stdin.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def window(self, name):
        return wait_until(lambda: self._find(name), f"window “{name}”",
                          lambda: f"there are {[window.get_name() for window in self._windows()]}")

    def wait_ended(self):
        """Waits for the console to end by itself; gives its exit code."""
        try:
            return self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            raise Failed(f"the console did not end within {DEADLINE} s") from None

    def wait_closed(self, name):
        wait_until(lambda: not self._find(name), f"window “{name}” to close")

    def _find(self, name):
        for window in self._windows():
            if window.get_name() == name:
                return Window(self.pid, window)
        return None

    def _windows(self):
        if self._process.poll() is not None:
            raise Failed(f"the console ended with {self._process.returncode}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application and application.get_process_id() == self.pid:
                # Qt does not tell every change; what is read must be what is there.
                application.set_cache_mask(Atspi.Cache.NONE)
                windows = (application.get_child_at_index(i) for i in range(application.get_child_count()))
                return [window for window in windows
                        if window and window.get_state_set().contains(Atspi.StateType.SHOWING)]
        return []
