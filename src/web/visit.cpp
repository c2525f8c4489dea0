// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/visit.hpp"

namespace web {

std::string const &Visit::part(std::string_view name) const {
    static std::string const nothing;
    auto const found = parts.find(name);
    return found == parts.end() ? nothing : found->second;
}

base::Result<Lease<desk::Station>> Visit::station() const {
    auto wanted = is(desk::Role::college) ? std::string{} : campaign;
    if (wanted.empty()) {
        auto store = service.stations.store();
        if (!store) {
            return std::move(store).fault();
        }
        if (is(desk::Role::college)) {
            auto const own = store::campaign_of_unit(**store, session->unit.value_or(0));
            return own ? service.stations.station(desk::campaign_key(*own), actor())
                       : base::Result<Lease<desk::Station>>{base::Fault{own.fault()}};
        }
        auto const all = store::campaigns(**store);
        if (all && !all->empty()) {
            wanted = desk::campaign_key(all->back());
        }
    }
    auto found = service.stations.station(wanted, actor());
    if (!found && found.fault().kind == base::Trouble::not_found && !campaign.empty()) {
        return service.stations.station("", actor()); // a cookie of another store
    }
    return found;
}

base::Result<> Visit::may_see(desk::Station &station, std::int64_t person) const {
    if (!is(desk::Role::college)) {
        return {};
    }
    auto const one = store::person(station.store(), person);
    auto const campaign_of = store::campaign_of_person(station.store(), person);
    if (one && *one && campaign_of && campaign_of->id == station.campaign().id &&
        (*one)->unit == session->unit_name) {
        return {};
    }
    return base::fault(base::Trouble::not_found, "没有找到", "nothing is found");
}

std::string Visit::only_unit() const {
    return is(desk::Role::college) ? session->unit_name : std::string{};
}

base::Result<SheetHere> sheet_of(Visit const &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto sheet = desk::find_sheet(**station, visit.part("serial"));
    if (!sheet) {
        return std::move(sheet).fault();
    }
    if (!visit.may_see(**station, sheet->person)) {
        return base::fault(base::Trouble::not_found, "没有序列号为 {} 的相片纸", "no sheet has the serial {}",
                           sheet->serial);
    }
    return SheetHere{std::move(*station), std::move(*sheet)};
}

Answer shown(std::string page, base::Json model) {
    Answer answer;
    answer.page = std::move(page);
    answer.model = std::move(model);
    return answer;
}

Answer gone_to(std::string path, base::Words said) {
    Answer answer;
    answer.go_to = std::move(path);
    answer.model.set("done", true).set("message", said.zh);
    answer.said = std::move(said);
    return answer;
}

void set_time(base::Json &json, std::string const &key, base::Instant at) {
    json.set(key, at.iso8601()).set(key + "_text", at.local_text());
}

} // namespace web
