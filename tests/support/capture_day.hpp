// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "base/bytes.hpp"
#include "base/files.hpp"
#include "base/secrets.hpp"
#include "desk/campaign.hpp"
#include "desk/matching.hpp"
#include "desk/shots.hpp"
#include "desk/swipes.hpp"
#include "desk/ticks.hpp"
#include "families.hpp"
#include "store/sheets.hpp"
#include "support/fresh_store.hpp"
#include "support/portrait.hpp"

namespace support {

/// A house of its own in which one notice decides something else: texts of its file are replaced.
class ChangedHouse {
public:
    ChangedHouse(std::string const &profile,
                 std::vector<std::pair<std::string, std::string>> const &changes) {
        namespace fs = std::filesystem;
        fs::create_directories(folder_ / "data");
        fs::copy(fs::path{PLATEN_ROOT} / "data/profiles", folder_ / "data/profiles");
        fs::copy(fs::path{PLATEN_ROOT} / "data/specs", folder_ / "data/specs");
        fs::copy(fs::path{PLATEN_ROOT} / "layouts", folder_ / "layouts");
        auto const file = folder_ / "data/profiles" / (profile + ".toml");
        auto text = std::string{base::as_text(sure(base::read_file(file, 10'000'000)))};
        for (auto const &[from, to] : changes) {
            text.replace(text.find(from), from.size(), to);
        }
        static_cast<void>(folder_.file("data/profiles/" + profile + ".toml", text));
    }
    [[nodiscard]] std::filesystem::path const &path() const { return folder_.path(); }

private:
    TempFolder folder_;
};

/// Whether that is what somebody is told.
[[nodiscard]] inline bool said(base::Fault const &fault, std::string_view text) {
    return fault.what.zh.find(text) != std::string::npos;
}

/// A campaign with people and without photos, as on the morning of the day.
class CaptureDay {
public:
    explicit CaptureDay(std::string const &profile = "S1", base::Clock const *clock = nullptr,
                        std::filesystem::path home = PLATEN_ROOT)
        : clock_{clock == nullptr ? &system_clock_ : clock}, home_{std::move(home)} {
        sure(desk::create_campaign(folder / "store", {"11832", "某大学", 2026, profile}, setting()));
        person("20220001", "张建国", "11010519491231002X", "会计2201");
        person("20220002", "欧阳修远", "440524188001010014", "会计2201");
        person("20220003", "王芳", "11010519491231002X", "会计2201");
        person("20220004", "张卫国", "11010519491231002X", "会计2201");
        person("20220005", "李强", "", "会计2202");
    }
    CaptureDay(CaptureDay const &) = delete;
    CaptureDay &operator=(CaptureDay const &) = delete;

    [[nodiscard]] desk::Setting setting() const {
        return {home_, *clock_, quiet_, "tester", print::families()};
    }
    [[nodiscard]] desk::Station station() const {
        return sure(desk::Station::open(folder / "store", "", setting()));
    }
    void person(std::string const &student_no, std::string const &name, std::string const &id_no,
                std::string const &class_name) const {
        store::Person one;
        one.student_no = student_no;
        one.name = name;
        one.id_no = id_no;
        one.unit = "财经学院";
        one.class_name = class_name;
        auto here = station();
        auto change = sure(here.change());
        sure(store::import_people(change, here.campaign().id, std::vector{one}));
        sure(change.commit());
    }
    /// What a scanner types for somebody's code.
    [[nodiscard]] static std::string code(std::string const &whose) {
        return "https://example.cn/cjm/" + whose + "/q9ZkX0cG8h";
    }
    [[nodiscard]] static code::VisibleMask mask(std::string const &typed) {
        return code::read_mask(typed).value();
    }

    /// Swiped, bound and in.
    [[nodiscard]] store::Visit come(desk::Station &station, std::string const &student_no,
                                    std::string const &typed) const {
        auto const first = sure(desk::swipe(station, code(student_no), {}));
        auto const in = first.outcome == desk::SwipeOutcome::unknown
                            ? sure(desk::bind_swipe(station, first.token, mask(typed), student_no, {}))
                            : first;
        return in.visit.value();
    }
    /// Every tick of the profile, as it should be.
    static void look_over(desk::Station &station, store::Visit const &visit) {
        for (auto const &line : sure(desk::tick_list(station, visit.id))) {
            sure(desk::tick_off(station, visit.id, line.tick.key, desk::TickAnswer::ok));
        }
    }
    /// A shot of a made-up face that was looked over, with somebody who answers for every check.
    [[nodiscard]] store::Shot shot(desk::Station &station, store::Visit const &visit,
                                   unsigned seed = 1) const {
        look_over(station, visit);
        return unlooked_shot(station, visit, seed);
    }
    [[nodiscard]] store::Shot unlooked_shot(desk::Station &station, store::Visit const &visit,
                                            unsigned seed = 1) const {
        auto const taken = sure(desk::take_shot(station, nullptr, {visit.id, portrait(seed), "test", {}}));
        for (auto const kind : sure(desk::unanswered(station, taken.shot))) {
            sure(desk::override_check(station, taken.shot.id, kind, "陈老师", "看过了"));
        }
        return taken.shot;
    }

    TempFolder folder;

private:
    base::SystemClock system_clock_;
    base::Clock const *clock_;
    std::filesystem::path home_;
    mutable base::NoProgress quiet_;
};

/// A sheet of the person as it was printed.
inline std::string printed_sheet(desk::Station &station, std::int64_t person, std::string const &photo) {
    auto change = sure(station.change());
    auto const serial = sure(change.next_serial());
    auto born = base::Json::object(), ended = base::Json::object();
    born.set("person", person).set("layout", "x").set("photo", photo).set("label", "x");
    sure(change.record("sheet.born", serial, born));
    sure(change.record("sheet.settled", serial, ended.set("outcome", "printed")));
    sure(change.commit());
    return serial;
}

} // namespace support
