// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/archive.hpp"
#include "base/text.hpp"
#include "desk/printing.hpp"
#include <algorithm>
#include <map>
#include <set>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

struct ToFile {
    store::Sheet sheet;
    std::string student_no;
};

/// The one spelling of a box: b01, Ｂ０１ and B01 are one box on the shelf.
base::Result<std::string> box_named(std::string const &typed) {
    auto const bad = [](char32_t c) {
        return c <= U' ' || c == 0x3000 || c == U'/' || c == U'-' || c == U'{' || c == U'}' || c == 0x7F;
    };
    auto box = base::upper_ascii(base::half_width(base::nfc(typed)));
    auto const characters = base::characters(box);
    if (characters.empty() || characters.size() > 20 ||
        std::any_of(characters.begin(), characters.end(), bad)) {
        return fault(Trouble::bad_input, "盒号“{}”不能用：1 到 20 个字符，不含空格、斜线和连字符",
                     "'{}' cannot name a box: 1 to 20 characters without blanks, slashes and hyphens", typed);
    }
    return box;
}

base::Result<ToFile> check_sheet(Station &station, std::string const &typed) {
    auto sheet = find_sheet(station, typed);
    if (!sheet) {
        return std::move(sheet).fault();
    }
    if (sheet->holder == "archive") {
        return fault(Trouble::not_allowed, "相片纸 {} 已经在盒 {} 里",
                     "the sheet {} is in the box {} already", sheet->serial, sheet->place);
    }
    if (sheet->state != "printed") {
        auto const state = state_words(sheet->state);
        return fault(Trouble::not_allowed, "相片纸 {0} 不能归档：{1}",
                     "the sheet {0} cannot be filed: it is {2}", sheet->serial, state.zh, state.en);
    }
    auto person = store::person(station.store(), sheet->person);
    if (!person) {
        return std::move(person).fault();
    }
    return ToFile{std::move(*sheet), *person ? (*person)->student_no : std::string{}};
}

base::Result<std::string> reference(Station &station, store::Sheet const &sheet, std::string const &box,
                                    std::int64_t number) {
    // By the campaign that the sheet belongs to, whichever is at hand.
    auto const campaign = store::campaign_of_person(station.store(), sheet.person);
    if (!campaign) {
        return base::Fault{campaign.fault()};
    }
    auto const profile = load_profile(station.setting(), campaign->profile);
    if (!profile) {
        return base::Fault{profile.fault()};
    }
    auto text = profile->paper.reference;
    auto const put = [&](std::string_view token, std::string const &value) {
        if (auto const at = text.find(token); at != std::string::npos) {
            text.replace(at, token.size(), value);
        }
    };
    put("{school}", campaign->school_code);
    put("{year}", std::to_string(campaign->year));
    put("{box}", box);
    put("{item}", fmt::format("{:03}", number));
    return text;
}

/// The trade's words; the machine's words are store::Sheet's.
base::Words held_by(std::string_view holder, std::string_view place) {
    if (holder == "print-room") {
        return {"在打印室", "in the print room"};
    }
    if (holder == "transit") {
        return base::words("移交途中（{}）", "on its way ({})", place);
    }
    if (holder == "missing") {
        return base::words("移交时没有收到（{}），下落待查",
                           "did not arrive with {}; nobody knows where it is", place);
    }
    if (holder == "unit") {
        return base::words("在{}", "with {}", place);
    }
    if (holder == "archive") {
        return base::words("在档案盒 {}", "filed in the box {}", place);
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

base::Result<std::vector<store::Item>> file_sheets(Station &station, std::string const &typed_box,
                                                   std::vector<std::string> const &serials) {
    auto const named = box_named(typed_box);
    if (!named) {
        return base::Fault{named.fault()};
    }
    auto const &box = *named;
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    std::vector<ToFile> sheets;
    std::set<std::string> seen;
    for (auto const &typed : serials) {
        auto sheet = check_sheet(station, typed);
        if (!sheet) {
            return std::move(sheet).fault();
        }
        if (!seen.insert(sheet->sheet.serial).second) {
            return fault(Trouble::bad_input, "序列号 {} 给了两次", "the serial {} was given twice",
                         sheet->sheet.serial);
        }
        sheets.push_back(std::move(*sheet));
    }
    std::sort(sheets.begin(), sheets.end(),
              [](ToFile const &a, ToFile const &b) { return a.student_no < b.student_no; });
    auto const filled = store::items_in(station.store(), box);
    if (!filled) {
        return base::Fault{filled.fault()};
    }
    std::vector<store::Item> items;
    for (auto const &one : sheets) {
        auto const number = *filled + static_cast<std::int64_t>(items.size()) + 1;
        auto given = reference(station, one.sheet, box, number);
        if (!given) {
            return std::move(given).fault();
        }
        items.push_back({one.sheet.serial, box, number, std::move(*given)});
        auto body = base::Json::object();
        body.set("box", box).set("number", number).set("reference", items.back().reference);
        if (auto noted = change->record("sheet.filed", one.sheet.serial, body); !noted) {
            return std::move(noted).fault();
        }
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    return items;
}

base::Result<std::vector<store::Hit>> find_sheets(Station &station, std::string const &query,
                                                  std::size_t limit, std::optional<std::int64_t> unit) {
    auto const wanted = base::nfc(base::trimmed(query));
    if (wanted.empty()) {
        return fault(Trouble::usage, "要找什么？给出学号、姓名、序列号、档号或盒号",
                     "find what? Give a student number, a name, a serial, a reference or a box");
    }
    auto hits = store::find(station.store(), wanted, limit, unit);
    if (!hits) {
        return hits;
    }
    for (auto &hit : *hits) {
        store::Sheet sheet;
        sheet.holder = hit.holder;
        sheet.place = hit.place;
        if (auto name = store::place_name(station.store(), sheet)) {
            hit.place = *name;
        }
    }
    return hits;
}

} // namespace desk
