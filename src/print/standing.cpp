// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/standing.hpp"
#include <algorithm>
#include <array>

namespace print {

namespace {

struct ReasonWords {
    std::string_view word;
    bool stops;
    std::string_view zh, en;
};

/// In the order of the enumeration.
constexpr std::array reasons{
    ReasonWords{"idle", false, "空闲", "idle"},
    ReasonWords{"printing", false, "正在打印", "printing"},
    ReasonWords{"media_low", false, "纸快用完了，请备好新纸卷",
                "paper is running low; have a new roll at hand"},
    ReasonWords{"media_empty", true, "没有纸了，请换纸卷", "out of paper; load a new roll"},
    ReasonWords{"ribbon_empty", true, "色带用完了，请换色带", "out of ribbon; load a new one"},
    ReasonWords{"cover_open", true, "机盖没有关好，请关上", "the cover is open; close it"},
    ReasonWords{"jam", true, "卡纸，请打开机盖取出", "paper is jammed; open the cover and take it out"},
    ReasonWords{"cooling", false, "打印头正在降温，稍后自动继续",
                "the head is cooling; it goes on by itself"},
    ReasonWords{"unwritable", true, "打印文件夹不能写入，请检查磁盘和权限",
                "the print folder cannot be written; check disk and permissions"},
    ReasonWords{"gone", true, "找不到打印机，请检查电源和连线", "the printer is gone; check power and cable"},
};

ReasonWords const &entry(Reason reason) {
    return reasons.at(static_cast<std::size_t>(reason));
}

} // namespace

std::string_view word_of(Reason reason) {
    return entry(reason).word;
}

base::Words words_of(Reason reason) {
    return {std::string{entry(reason).zh}, std::string{entry(reason).en}};
}

bool stops_printing(Reason reason) {
    return entry(reason).stops;
}

bool Standing::ready() const {
    return std::none_of(reasons.begin(), reasons.end(), stops_printing);
}

} // namespace print
