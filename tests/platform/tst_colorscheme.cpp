#include "colorscheme.h"
#include "privatebus.h"
#include "schemepalette.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <cstdio>
#include <cstring>

using namespace tc;
using namespace tc::test;

namespace {

using Scheme = ColorScheme::Scheme;

/// WCAG 2.1 relative luminance.
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// The child: follows the portal and prints the scheme, at first and after each change.
int runChild(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    const auto print = [] {
        std::puts(ColorScheme::current() == Scheme::Dark ? "dark" : "light");
        std::fflush(stdout);
    };
    ColorScheme scheme;
    QObject::connect(&scheme, &ColorScheme::changed, &app, print);
    std::puts("ready");
    print();
    scheme.follow();
    return QGuiApplication::exec();
}

} // namespace

class ColorSchemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void followsThePortal()
    {
        PrivateBus bus;
        QVERIFY(bus.isRunning());
        const QProcessEnvironment environment = childEnvironment(bus.address());
        ReadyProcess portal(QStringLiteral(SCRIPTED_PORTAL), {QStringLiteral("1")}, environment);
        QVERIFY(portal.isReady());
        ReadyProcess child(QCoreApplication::applicationFilePath(), {QStringLiteral("--child")}, environment);
        QVERIFY(child.isReady());
        QCOMPARE(nextLine(child), QByteArray("light"));
        QCOMPARE(nextLine(child), QByteArray("dark"));

        // What is not this setting, and a number that is not known, change nothing: the next line is light's.
        portal.process().write("org.gnome.desktop.interface color-scheme 2\n");
        portal.process().write("org.freedesktop.appearance accent-color 2\n");
        portal.process().write("org.freedesktop.appearance color-scheme 1\n");
        portal.process().write("org.freedesktop.appearance color-scheme 2\n");
        QCOMPARE(nextLine(child), QByteArray("light"));
        portal.process().write("org.freedesktop.appearance color-scheme 1\n");
        QCOMPARE(nextLine(child), QByteArray("dark"));
        portal.process().write("org.freedesktop.appearance color-scheme 0\n");
        QCOMPARE(nextLine(child), QByteArray("light"));
    }

    /// As it refuses a hardened program; the one beside it is answered.
    void asksByAProgramWhereThePortalRefuses()
    {
        PrivateBus bus;
        const QProcessEnvironment environment = childEnvironment(bus.address());
        ReadyProcess portal(QStringLiteral(SCRIPTED_PORTAL), {QStringLiteral("1"), QStringLiteral("1")},
                            environment);
        QVERIFY(portal.isReady());
        ReadyProcess child(QCoreApplication::applicationFilePath(), {QStringLiteral("--child")}, environment);
        QVERIFY(child.isReady());
        QCOMPARE(nextLine(child), QByteArray("light"));
        QCOMPARE(nextLine(child), QByteArray("dark"));
    }

    void withoutAPortalNothingChanges_data()
    {
        QTest::addColumn<bool>("hasBus");
        QTest::newRow("no portal") << true;
        QTest::newRow("no bus") << false;
    }

    void withoutAPortalNothingChanges()
    {
        QFETCH(bool, hasBus);
        PrivateBus bus;
        const QProcessEnvironment environment
            = childEnvironment(hasBus ? bus.address() : QStringLiteral("unix:path=/nonexistent"));
        ReadyProcess child(QCoreApplication::applicationFilePath(), {QStringLiteral("--child")}, environment);
        QVERIFY(child.isReady());
        QCOMPARE(nextLine(child), QByteArray("light"));
        if (hasBus) {
            // A portal that starts later is heard.
            ReadyProcess portal(QStringLiteral(SCRIPTED_PORTAL), {QStringLiteral("0")}, environment);
            QVERIFY(portal.isReady());
            QByteArray line;
            for (int tries = 0; line.isEmpty() && tries < 50; ++tries) {
                // The child may not listen yet, so it is told until it heard.
                portal.process().write("org.freedesktop.appearance color-scheme 1\n");
                line = nextLine(child, 200);
            }
            QCOMPARE(line, QByteArray("dark"));
        } else {
            QVERIFY(nextLine(child, 500).isEmpty());
            QCOMPARE(child.process().state(), QProcess::Running);
        }
    }

    void palettesCanBeRead_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }

    void palettesCanBeRead()
    {
        QFETCH(Scheme, scheme);
        const QPalette palette = schemePalette(scheme);
        QCOMPARE(schemeOf(palette), scheme);
        const QList<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs {
            {QPalette::WindowText, QPalette::Window},
            {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase},
            {QPalette::ButtonText, QPalette::Button},
            {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::PlaceholderText, QPalette::Base},
            {QPalette::HighlightedText, QPalette::Highlight},
            {QPalette::Link, QPalette::Base},
            {QPalette::Link, QPalette::Window},
            {QPalette::LinkVisited, QPalette::Base},
        };
        for (const auto &[text, background] : pairs) {
            for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
                const double ratio = contrast(palette.color(group, text), palette.color(group, background));
                QVERIFY2(ratio >= 4.5,
                         qPrintable(QStringLiteral("%1 on %2: %3").arg(text).arg(background).arg(ratio)));
            }
        }
    }

private:
    static QProcessEnvironment childEnvironment(const QString &address)
    {
        QProcessEnvironment environment = PrivateBus::environmentFor(address);
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        return environment;
    }

    static QByteArray nextLine(ReadyProcess &child, int milliseconds = 10000)
    {
        QProcess &process = child.process();
        (void)QTest::qWaitFor([&process] { return process.canReadLine(); }, milliseconds);
        return process.readLine().trimmed();
    }
};

int main(int argc, char **argv)
{
    if (argc > 1 && std::strcmp(argv[1], "--child") == 0)
        return runChild(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication app(argc, argv);
    ColorSchemeTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_colorscheme.moc"
