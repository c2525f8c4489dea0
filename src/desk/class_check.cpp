// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/class_check.hpp"
#include "desk/tickets.hpp"
#include "store/photo_history.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;
using base::words;

namespace {

base::Result<std::string> unit_of(Station &station, std::string const &unit, std::string const &class_name) {
    auto const counts = store::class_counts(station.store(), station.campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    std::vector<std::string> found;
    for (auto const &one : *counts) {
        if (one.class_name == class_name && (unit.empty() || one.unit == unit)) {
            found.push_back(one.unit);
        }
    }
    if (found.empty()) {
        return fault(Trouble::not_found, "这一届没有班级“{}”", "this campaign has no class '{}'", class_name);
    }
    return found.size() == 1 ? base::Result{found.front()}
                             : fault(Trouble::bad_input, "几个单位都有班级“{}”（{}），请写明单位",
                                     "several units have a class '{}' ({}): say which", class_name,
                                     fmt::format("{}", fmt::join(found, "、")));
}

/// Why there is no sheet that counts.
base::Result<base::Words> why_none(Station &station, store::UnitLine const &line,
                                   std::map<std::int64_t, std::string> const &absences) {
    auto const sheets = store::sheets_of(station.store(), line.person.id);
    if (!sheets) {
        return base::Fault{sheets.fault()};
    }
    if (!sheets->empty()) {
        return words("{} 作废（{}），没有重印", "{} is void ({}) and was not printed again",
                     sheets->back().serial, sheets->back().reason);
    }
    auto const absence = absences.find(line.person.id);
    if (absence == absences.end() || line.has_photo) {
        return line.has_photo ? base::Words{"有照片，还没有打印", "has a photo, not printed yet"}
                              : base::Words{"没有照片，原因没有登记", "no photo, and nobody said why"};
    }
    auto const codes = absence_codes(station.profile());
    auto const code = std::ranges::find(codes, absence->second, &ReasonCode::code);
    auto const text = code == codes.end() ? base::Words{absence->second, absence->second} : code->text;
    return base::Words{"没有采集：" + text.zh, "not captured: " + text.en};
}

base::Result<base::Words> why_not_here(Station &station, ClassLine const &line,
                                       std::map<std::int64_t, std::string> const &absences) {
    if (!line.found.sheet) {
        return why_none(station, line.found, absences);
    }
    return line.prints > 0 && line.left == 0
               ? base::Words{line.where.zh + "；相片已用完", line.where.en + "; all its prints are used"}
               : line.where;
}

} // namespace

base::Result<ClassCheck> check_class(Station &station, std::string const &unit,
                                     std::string const &class_name) {
    auto const name = unit_of(station, unit, class_name);
    auto const id = name ? store::unit_id(station.store(), station.campaign().id, *name)
                         : base::Result<std::optional<std::int64_t>>{base::Fault{name.fault()}};
    if (!id) {
        return base::Fault{id.fault()};
    }
    store::UnitFilter filter;
    filter.class_name = class_name;
    auto list = class_list(station, id->value_or(0), filter);
    auto const absences =
        list ? store::absences_of(station.store(), id->value_or(0), class_name) : base::Fault{list.fault()};
    if (!absences) {
        return base::Fault{absences.fault()};
    }
    ClassCheck check{{}, *name, class_name, {}, 0};
    for (auto const &line : list->lines) {
        auto const &sheet = line.found.sheet;
        if (sheet && sheet->state == "printed" && sheet->holder == "archive") {
            ++check.here;
            continue;
        }
        auto why = why_not_here(station, line, *absences);
        if (!why) {
            return base::Fault{why.fault()};
        }
        check.not_here.push_back({line, std::move(*why)});
    }
    check.list = std::move(*list);
    return check;
}

} // namespace desk
