// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/filing.hpp"
#include "base/text.hpp"
#include "desk/printing.hpp"
#include "desk/whereabouts.hpp"
#include <algorithm>
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

} // namespace

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

} // namespace desk
