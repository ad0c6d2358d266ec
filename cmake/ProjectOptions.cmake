# One INTERFACE target carries the language level, the warnings and Qt's strictness to every room.
add_library(tc_options INTERFACE)
target_compile_features(tc_options INTERFACE cxx_std_20)
target_compile_definitions(tc_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_STRICT_ITERATORS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    TC_VERSION="${PROJECT_VERSION}")

if(MSVC)
    target_compile_options(tc_options INTERFACE /W4 /utf-8 $<$<BOOL:${TC_WARNINGS_AS_ERRORS}>:/WX>)
else()
    target_compile_options(tc_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast -Wcast-qual
        -Wno-missing-field-initializers # GCC warns of designated initializers that leave defaults as they are
        $<$<BOOL:${TC_WARNINGS_AS_ERRORS}>:-Werror>)
endif()

if(TC_SANITIZERS)
    target_compile_options(tc_options INTERFACE
        -fsanitize=${TC_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(tc_options INTERFACE -fsanitize=${TC_SANITIZERS})
    target_compile_definitions(tc_options INTERFACE TC_SANITIZED)
endif()

# Each test program is linked with most of the rooms: by lld in a quarter of the time that GNU ld takes.
find_program(TC_LLD ld.lld)
if(BUILD_TESTING AND TC_LLD AND NOT MSVC)
    target_link_options(tc_options INTERFACE -fuse-ld=lld)
endif()
