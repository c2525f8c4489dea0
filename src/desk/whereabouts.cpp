// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/whereabouts.hpp"
#include <map>

namespace desk {

namespace {

base::Words held_by(std::string_view holder, std::string_view place) {
    static std::map<std::string_view, base::Words> const fixed{
        {"print-room", {"在打印室", "in the print room"}},
        {"student", {"在学生本人手里", "with its student"}},
    };
    if (holder == "print-room" && !place.empty()) {
        return base::words("在打印室，准备邮寄（{}）", "in the print room, about to be posted ({})", place);
    }
    if (auto const found = fixed.find(holder); found != fixed.end()) {
        return found->second;
    }
    if (holder == "transit") {
        return base::words("移交途中（{}）", "on its way ({})", place);
    }
    if (holder == "mail") {
        return base::words("邮寄途中（{}）", "in the mail ({})", place);
    }
    if (holder == "missing") {
        return place.empty() ? base::Words{"下落不明", "nobody knows where it is"}
                             : base::words("应在而没有见到（{}），下落待查",
                                           "was not there at {}; nobody knows where it is", place);
    }
    if (holder == "unit" || holder == "office") {
        return base::words("在{}", "with {}", place);
    }
    if (holder == "archive") {
        return place.empty() ? base::Words{"在档案馆，还没有装盒", "in the archives, not in a box yet"}
                             : base::words("在档案盒 {}", "filed in the box {}", place);
    }
    if (holder == "loan") {
        return base::words("借出（{}）", "lent ({})", place);
    }
    if (holder == "destroyed") {
        return base::words("已销毁（{}）", "destroyed ({})", place);
    }
    return {"还没有印出", "not printed yet"};
}

} // namespace

base::Words state_words(std::string_view state) {
    static std::map<std::string_view, base::Words> const words{
        {"born", {"还没有印出", "not printed yet"}},
        {"printed", {"已打印", "printed"}},
        {"failed", {"没有印出", "not printed"}},
        {"uncertain", {"不确定是否已打印", "uncertain whether it was printed"}},
        {"void", {"已作废", "void"}},
    };
    auto const found = words.find(state);
    return found == words.end() ? base::Words{std::string{state}, std::string{state}} : found->second;
}

base::Words whereabouts(std::string_view state, std::string_view holder, std::string_view place) {
    if (state == "void") {
        auto const paper = held_by(holder, place);
        return holder == "none" ? base::Words{"已作废", "void"}
                                : base::Words{"已作废（" + paper.zh + "）", "void (" + paper.en + ")"};
    }
    if (state == "uncertain") {
        return state_words(state);
    }
    if (state.empty()) {
        return {"还没有相片纸", "no sheet yet"};
    }
    return held_by(holder, place);
}

} // namespace desk
