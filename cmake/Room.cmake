# A room of the house is one static library. Its headers are found only through its target, so a room that
# does not link another cannot include it: that is what keeps the arrows one-way.
#
#   tc_add_room(core SOURCES secret.cpp secret.h … USES Qt6::Core [PRIVATELY_USES …])
function(tc_add_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "" "SOURCES;USES;PRIVATELY_USES")
    add_library(tc_${name} STATIC ${room_SOURCES})
    target_include_directories(tc_${name} PUBLIC "${CMAKE_CURRENT_SOURCE_DIR}")
    set_target_properties(tc_${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(tc_${name} PUBLIC ${room_USES} PRIVATE tc_options ${room_PRIVATELY_USES})
    tc_precompile_headers(tc_${name} ${room_USES} ${room_PRIVATELY_USES})
    set_property(GLOBAL APPEND PROPERTY TC_ROOMS ${name})
endfunction()
