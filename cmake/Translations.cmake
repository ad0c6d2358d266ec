# The German of all rooms, translations/<room>_de.ts, as one file in the program: :/i18n/tokenconsole_de.qm; and
# English plurals, translations/plurals_en.ts, as :/i18n/tokenconsole_en.qm.
#
# Executables link tc_translations; rooms do not, or the data would be in twice.
# `cmake --build --preset dev --target update_translations` brings the files up to date with the sources.
set(translation_files)
foreach(room IN ITEMS core catalog api credentials workflows models platform widgets windows app)
    set(file "${PROJECT_SOURCE_DIR}/translations/${room}_de.ts")
    if(EXISTS "${file}")
        list(APPEND translation_files "${file}")
    endif()
endforeach()

set(translations_dir "${PROJECT_BINARY_DIR}/i18n")
add_custom_command(
    OUTPUT "${translations_dir}/tokenconsole_de.qm"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${translations_dir}"
    COMMAND Qt6::lrelease -silent ${translation_files} -qm "${translations_dir}/tokenconsole_de.qm"
    DEPENDS ${translation_files}
    COMMENT "Compiling the German translation"
    VERBATIM)
add_custom_command(
    OUTPUT "${translations_dir}/tokenconsole_en.qm"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${translations_dir}"
    COMMAND Qt6::lrelease -silent "${PROJECT_SOURCE_DIR}/translations/plurals_en.ts"
            -qm "${translations_dir}/tokenconsole_en.qm"
    DEPENDS "${PROJECT_SOURCE_DIR}/translations/plurals_en.ts"
    COMMENT "Compiling the English plurals"
    VERBATIM)
file(CONFIGURE OUTPUT "${translations_dir}/translations.qrc" CONTENT
    "<RCC><qresource prefix=\"/i18n\"><file>tokenconsole_de.qm</file><file>tokenconsole_en.qm</file></qresource></RCC>\n")
add_custom_command(
    OUTPUT "${translations_dir}/qrc_translations.cpp"
    COMMAND Qt6::rcc --name tokenconsole_translations --output "${translations_dir}/qrc_translations.cpp"
            "${translations_dir}/translations.qrc"
    DEPENDS "${translations_dir}/translations.qrc" "${translations_dir}/tokenconsole_de.qm"
            "${translations_dir}/tokenconsole_en.qm"
    COMMENT "Embedding the translations"
    VERBATIM)

# An object library, since a linker leaves out what nobody calls from an archive.
add_library(tc_translations_data OBJECT "${translations_dir}/qrc_translations.cpp")
target_link_libraries(tc_translations_data PRIVATE Qt6::Core)
add_library(tc_translations INTERFACE)
target_sources(tc_translations INTERFACE $<TARGET_OBJECTS:tc_translations_data>)
target_link_libraries(tc_translations INTERFACE Qt6::Core)

# Only who changes texts needs it, and a console is built without.
find_package(Python3 QUIET COMPONENTS Interpreter)
if(NOT Python3_Interpreter_FOUND)
    return()
endif()
add_custom_target(update_translations
    COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/translations/translations.py"
            --lupdate $<TARGET_FILE:Qt6::lupdate> --update
    COMMENT "Updating translations/*_de.ts from the sources"
    VERBATIM)
