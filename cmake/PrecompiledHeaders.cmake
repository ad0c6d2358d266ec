# Half of what compiling takes is reading the same headers of Qt and of the standard library again. With
# TC_PRECOMPILE_HEADERS they are read once for all targets without widgets, and once for all with. A file that lacks an
# include can go unnoticed then: preset release is built without.
#
#   tc_precompile_headers(tc_core Qt6::Core)     # the target, and what it uses
function(tc_precompile_headers target)
    if(NOT TC_PRECOMPILE_HEADERS)
        return()
    endif()
    if("${ARGN}" MATCHES "Qt6::Widgets|tc_(widgets|windows|app)")
        target_precompile_headers(${target} REUSE_FROM tc_headers_widgets)
    else()
        target_precompile_headers(${target} REUSE_FROM tc_headers_core)
    endif()
endfunction()

if(NOT TC_PRECOMPILE_HEADERS)
    return()
endif()

file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/headers.cpp" CONTENT "// Compiled for its precompiled header.\n")
set(core_headers
    <QByteArray> <QCoreApplication> <QDateTime> <QHash> <QJsonArray> <QJsonDocument> <QJsonObject> <QList> <QLocale>
    <QObject> <QRegularExpression> <QString> <QStringList> <QTimer> <QUrl> <QVariant>
    <algorithm> <array> <chrono> <functional> <memory> <optional> <string> <utility> <vector>)
add_library(tc_headers_core OBJECT "${CMAKE_CURRENT_BINARY_DIR}/headers.cpp")
target_link_libraries(tc_headers_core PRIVATE tc_options Qt6::Core)
target_precompile_headers(tc_headers_core PRIVATE ${core_headers})
if(TC_BUILD_GUI)
    add_library(tc_headers_widgets OBJECT "${CMAKE_CURRENT_BINARY_DIR}/headers.cpp")
    target_link_libraries(tc_headers_widgets PRIVATE tc_options Qt6::Widgets)
    target_precompile_headers(tc_headers_widgets PRIVATE ${core_headers}
        <QApplication> <QBoxLayout> <QDialog> <QIcon> <QLabel> <QPainter> <QPushButton> <QStyle> <QToolButton>
        <QWidget>)
endif()
