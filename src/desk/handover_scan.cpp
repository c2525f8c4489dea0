// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/handover_scan.hpp"
#include "base/text.hpp"
#include "code/serial.hpp"
#include "desk/whereabouts.hpp"
#include "store/custody.hpp"
#include <algorithm>
#include <numeric>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

constexpr std::size_t shortest_serial = 12; // without its dashes

/// At most forty characters of what was scanned.
std::string shortened(std::string_view typed) {
    constexpr std::size_t longest_shown = 40;
    return base::utf8(base::characters(typed).substr(0, longest_shown));
}

/// What of an unknown scan goes into the ledger: somebody may have scanned an identity card.
std::string masked(std::string_view text) {
    constexpr std::size_t shown = 2;
    auto characters = base::characters(text);
    for (std::size_t i = 0; i + shown < characters.size(); ++i) {
        characters[i] = U'*';
    }
    return base::utf8(characters);
}

/// Letters and digits alone.
std::string bare(std::string_view typed) {
    auto text = base::upper_ascii(base::half_width(typed));
    std::erase_if(text, [](char c) { return (c < '0' || c > '9') && (c < 'A' || c > 'Z'); });
    return text;
}

/// A serial by its look, whatever its check character says.
bool looks_like_serial(std::string_view typed) {
    auto const text = bare(typed);
    auto const letters = std::ranges::count_if(text, [](char c) { return c >= 'A'; });
    return text.size() == shortest_serial && (letters > 0 || typed.find('-') != std::string_view::npos);
}

bool of_another_station(store::Store const &store, std::string_view serial) {
    return !serial.starts_with(store.station());
}

ScanReading unknown(store::Store const &store, std::string_view typed) {
    auto const text = shortened(typed);
    auto const serial = code::read_serial(typed);
    auto const foreign = serial && of_another_station(store, *serial);
    return {"unknown", masked(text), text,
            foreign
                ? base::words("{} 是别的制卡站打印的（站号 {}），不是本站的相片纸；请单独放，交还送来的人",
                              "{} was printed by another station ({}); put it aside and give it back to "
                              "whoever brought it",
                              *serial, serial->substr(0, 6))
                : base::words("“{}”不是相片纸的序列号；请确认扫的是标签上的码",
                              "'{}' is the serial of no sheet; see that the code of its label is scanned",
                              text)};
}

/// Of somebody of another unit a college is told the serial alone.
base::Words words_for(store::Handover const &handover, std::string_view kind, store::Person const &person,
                      store::Sheet const &sheet) {
    auto const foreign = handover.to.holder == "unit" && person.unit != handover.to.name;
    auto const who = foreign ? sheet.serial : person.class_name + " " + person.name;
    if (kind == "matched") {
        return base::words("相符：{}", "matched: {}", who);
    }
    if (kind == "not-valid") {
        auto const state = state_words(sheet.state);
        return base::words("不能用：{0}，{1}；请剪角单独放",
                           "not valid: {0} is {2}; cut its corner and put it aside", sheet.serial, state.zh,
                           state.en);
    }
    return kind == "extra"
               ? base::words("清单上没有：{}；请单独放，仍会记下", "not on the list: {}; put it aside", who)
               : base::words("不是这一批的班级：{}；请单独放，仍会记下",
                             "of another class than this batch: {}; put it aside", who);
}

base::Result<std::string> kind_of(store::Store const &store, store::Handover const &handover,
                                  store::Sheet const &sheet) {
    if (sheet.state != "printed") {
        return std::string{"not-valid"};
    }
    auto const listed = store::is_listed(store, handover.id, sheet.serial);
    if (!listed) {
        return base::Fault{listed.fault()};
    }
    if (*listed) {
        return std::string{"matched"};
    }
    auto const same = store::has_class_of(store, handover.id, sheet.person);
    return same ? base::Result<std::string>{*same ? "extra" : "wrong-class"} : base::Fault{same.fault()};
}

} // namespace

std::vector<std::string> run_together(std::string_view typed) {
    auto const text = bare(typed);
    std::vector<std::string> serials;
    for (std::size_t at = 0; at + shortest_serial <= text.size(); at += shortest_serial) {
        auto const serial = code::read_serial(text.substr(at, shortest_serial));
        if (!serial) {
            return {};
        }
        serials.push_back(*serial);
    }
    return serials.size() > 1 && text.size() % shortest_serial == 0 ? serials : std::vector<std::string>{};
}

std::vector<std::string> one_character_off(std::string_view typed, std::vector<std::string> const &known) {
    auto const text = bare(typed);
    std::vector<std::string> near;
    for (auto const &serial : known) {
        auto const other = bare(serial);
        auto const same = std::inner_product(
            text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), other.size())),
            other.begin(), std::size_t{0}, std::plus<>{}, [](char a, char b) { return a == b ? 1U : 0U; });
        if (other.size() == text.size() && same + 1 == text.size()) {
            near.push_back(serial);
        }
    }
    return near;
}

base::Result<ScanReading> read_scan(Station &station, store::Handover const &handover,
                                    std::string_view typed) {
    auto &store = station.store();
    auto const serial = code::read_serial(typed);
    auto const sheet = serial ? store::sheet(store, *serial) : std::optional<store::Sheet>{};
    if (!sheet) {
        return base::Fault{sheet.fault()};
    }
    if (!*sheet) {
        return unknown(store, typed);
    }
    auto const kind = kind_of(store, handover, **sheet);
    auto const person = kind ? store::person(store, (*sheet)->person) : base::Fault{kind.fault()};
    if (!person) {
        return base::Fault{person.fault()};
    }
    return ScanReading{*kind, *serial, *serial,
                       words_for(handover, *kind, person->value_or(store::Person{}), **sheet)};
}

base::Result<> refuse_slip(store::Handover const &handover, std::string_view typed) {
    if (auto const both = run_together(typed); !both.empty()) {
        return fault(Trouble::bad_input, "两张连在一起扫了：{} 和 {}，都没有登记；请一张一张再扫",
                     "{} and {} were scanned as one and neither was taken; scan them one by one", both[0],
                     both[1]);
    }
    if (code::read_serial(typed) || !looks_like_serial(typed)) {
        return {};
    }
    auto const near = one_character_off(typed, handover.listed);
    return near.size() == 1
               ? fault(Trouble::bad_input,
                       "“{}”的校验位不符，没有登记；清单上的 {} 只差一个字符，请核对标签后重新输入",
                       "the check character of '{}' does not agree and nothing was taken; {} on the list "
                       "differs by one character: look at the label and type it again",
                       shortened(typed), near[0])
               : fault(Trouble::bad_input, "“{}”的校验位不符，没有登记；请核对标签后重新扫码或输入",
                       "the check character of '{}' does not agree and nothing was taken; look at the label "
                       "and scan or type it again",
                       shortened(typed));
}

} // namespace desk
