#include <QTest>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <thread>
#include <vector>

namespace {

constexpr unsigned char mark = 0xa5;

unsigned char *filled(std::size_t size)
{
    auto *block = static_cast<unsigned char *>(std::malloc(size));
    std::memset(block, mark, size);
    return block;
}

bool holds(const unsigned char *block, std::size_t size, unsigned char value)
{
    return std::all_of(block, block + size, [value](unsigned char byte) { return byte == value; });
}

/// Whether the heap still holds what stood in it: blocks as large as the ones before are asked for until one
/// has been there already, and what is in there is counted. glibc keeps its own links in the first 32 bytes.
std::size_t marksIn(std::uintptr_t address, std::size_t size)
{
    constexpr std::size_t links = 32;
    std::vector<void *> asked;
    std::size_t marks = std::numeric_limits<std::size_t>::max();
    for (int i = 0; i < 64 && marks == std::numeric_limits<std::size_t>::max(); ++i) {
        auto *block = static_cast<unsigned char *>(std::malloc(size));
        asked.push_back(block);
        if (reinterpret_cast<std::uintptr_t>(block) == address)
            marks = static_cast<std::size_t>(std::count(block + links, block + size, mark));
    }
    for (void *block : asked)
        std::free(block);
    return marks; // the largest number where the block never came back
}

} // namespace

/// The heap that programs handling secrets are linked with, in a program that is linked with it too.
class WipingHeapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freedBlocksAreWiped_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {64, 1000, 5000, 60000})
            QTest::addRow("%d bytes", size) << size;
    }

    void freedBlocksAreWiped()
    {
        QFETCH(int, size);
        const auto bytes = static_cast<std::size_t>(size);
        unsigned char *block = filled(bytes);
        void *behind = std::malloc(bytes); // or the block would go back to the rest of the heap
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        std::free(block);
        QCOMPARE(marksIn(address, bytes), std::size_t(0));
        std::free(behind);
    }

    void aBlockThatMovesIsWipedBehind()
    {
        unsigned char *block = filled(1000);
        void *behind = std::malloc(1000);
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        auto *moved = static_cast<unsigned char *>(std::realloc(block, 50000));
        QVERIFY(moved);
        QVERIFY(reinterpret_cast<std::uintptr_t>(moved) != address);
        QVERIFY(holds(moved, 1000, mark));
        QCOMPARE(marksIn(address, 1000), std::size_t(0));
        std::free(moved);
        std::free(behind);
    }

    void aBlockThatShrinksIsWipedWhereItWas()
    {
        unsigned char *block = filled(4000);
        auto *shrunk = static_cast<unsigned char *>(std::realloc(block, 100));
        QVERIFY(shrunk);
        QVERIFY(holds(shrunk, 100, mark));
        // What was cut off is the heap's again; the next block may be made of it.
        auto *next = static_cast<unsigned char *>(std::malloc(3000));
        QCOMPARE(std::count(next, next + 3000, mark), std::ptrdiff_t(0));
        std::free(next);
        std::free(shrunk);
    }

    void largeBlocksGrowAndShrink()
    {
        constexpr std::size_t large = 8 * 1024 * 1024;
        unsigned char *block = filled(large);
        block = static_cast<unsigned char *>(std::realloc(block, 4 * large));
        QVERIFY(block && holds(block, large, mark));
        block = static_cast<unsigned char *>(std::realloc(block, 1000));
        QVERIFY(block && holds(block, 1000, mark));
        block = static_cast<unsigned char *>(std::realloc(block, large));
        QVERIFY(block && holds(block, 1000, mark));
        std::free(block);
    }

    void alignedBlocksAreTakenBack()
    {
        for (const std::size_t alignment : {32U, 256U, 4096U}) {
            auto *block = static_cast<unsigned char *>(std::aligned_alloc(alignment, 2 * alignment));
            std::memset(block, mark, 2 * alignment);
            block = static_cast<unsigned char *>(std::realloc(block, 4 * alignment));
            QVERIFY(block && holds(block, 2 * alignment, mark));
            std::free(block);
        }
    }

    void reallocKeepsToTheStandard()
    {
        void *made = std::realloc(nullptr, 100);
        QVERIFY(made);
        QCOMPARE(std::realloc(made, 0), nullptr);
        std::free(nullptr);

        unsigned char *block = filled(100);
        volatile std::size_t tooLarge = std::numeric_limits<std::size_t>::max() / 2;
        errno = 0;
        // By a copy of the pointer, for the compiler takes any block given to realloc() for freed.
        const auto address = reinterpret_cast<std::uintptr_t>(block);
        QCOMPARE(std::realloc(block, tooLarge), nullptr);
        QCOMPARE(errno, ENOMEM);
        block = reinterpret_cast<unsigned char *>(address);
        QVERIFY(holds(block, 100, mark));
        std::free(block);
    }

    void manyThreadsShareIt()
    {
        std::vector<std::thread> threads;
        std::vector<int> intact(4);
        for (std::size_t t = 0; t < intact.size(); ++t) {
            threads.emplace_back([&intact, t] {
                const auto own = static_cast<unsigned char>(t + 1);
                for (std::size_t size = 1; size < 5000; size += 7) {
                    auto *block = static_cast<unsigned char *>(std::malloc(size));
                    std::memset(block, own, size);
                    block = static_cast<unsigned char *>(std::realloc(block, size * 3));
                    block = static_cast<unsigned char *>(std::realloc(block, size));
                    intact[t] += holds(block, size, own);
                    std::free(block);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(intact, std::vector<int>(4, 715));
    }
};

QTEST_APPLESS_MAIN(WipingHeapTest)
#include "tst_wipingheap.moc"
