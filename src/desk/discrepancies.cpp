// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/discrepancies.hpp"
#include "base/text.hpp"
#include "desk/steps.hpp"
#include "store/remarks.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

base::Words from(std::map<std::string_view, base::Words> const &words, std::string_view key) {
    auto const found = words.find(key);
    return found == words.end() ? base::Words{std::string{key}, std::string{key}} : found->second;
}

base::Result<store::Discrepancy> named(Station &station, std::string const &id) {
    auto found = store::discrepancies(station.store(), {.id = id});
    if (!found) {
        return std::move(found).fault();
    }
    if (found->empty()) {
        return fault(Trouble::not_found, "没有差异记录 {}", "there is no discrepancy {}", id);
    }
    return std::move(found->front());
}

base::Result<store::Discrepancy> still_open(Station &station, std::string const &id) {
    auto one = named(station, id);
    if (one && one->state == "closed") {
        return fault(Trouble::not_allowed, "差异 {} 已经由 {} 了结，不再更改",
                     "the discrepancy {} was closed by {} and stays as it is", id, one->closed_by);
    }
    return one;
}

} // namespace

base::Words discrepancy_words(std::string_view kind) {
    static std::map<std::string_view, base::Words> const words{
        {"missing", {"缺少", "missing"}},
        {"extra", {"多出", "extra"}},
        {"not-valid", {"已作废或没有印好", "void, or never printed"}},
        {"repeated", {"重复扫", "scanned twice"}},
        {"unknown", {"不认识", "unknown"}},
        {"damaged", {"破损", "damaged"}},
        {"wrong-class", {"不是这个班的", "of another class"}},
        {"count", {"清点数和扫码数不同", "counted and scanned differ"}},
        {"misplaced", {"放错地方", "in the wrong place"}},
        {"cut", {"不是整版", "not whole"}},
    };
    return from(words, kind);
}

base::Words outcome_words(std::string_view outcome) {
    static std::map<std::string_view, base::Words> const words{
        {"found", {"找到了", "found"}},
        {"lost", {"确认丢失", "lost"}},
        {"accepted", {"照收", "accepted as it is"}},
        {"sent-back", {"已退回", "sent back"}},
        {"mistake", {"是扫码或登记的差错", "a mistake in scanning or writing"}},
    };
    return from(words, outcome);
}

base::Result<> open_discrepancy(store::Change &change, std::string const &subject, std::string_view kind,
                                std::string const &serial) {
    auto body = base::Json::object();
    body.set("subject", subject).set("kind", kind).set("serial", serial);
    return change.record("discrepancy.opened", fmt::format("{}/{}/{}", subject, kind, serial), body);
}

base::Result<store::Discrepancy> explain_discrepancy(Station &station, std::string const &id,
                                                     std::string const &explanation, std::string const &by) {
    if (base::trimmed(explanation).empty() || base::trimmed(by).empty()) {
        return fault(Trouble::usage, "要写明是怎么回事，谁说的", "say what happened, and who says so");
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const one = still_open(station, id);
    auto const remark = one ? store::put_remark(*change, explanation) : base::Fault{one.fault()};
    if (!remark) {
        return base::Fault{remark.fault()};
    }
    auto body = base::Json::object();
    body.set("remark", *remark).set("by", by);
    auto const done = in_order([&] { return change->record("discrepancy.explained", id, body); },
                               [&] { return change->commit(); });
    return done ? named(station, id) : base::Fault{done.fault()};
}

base::Result<store::Discrepancy> close_discrepancy(Station &station, std::string const &id,
                                                   std::string const &outcome, std::string const &by) {
    if (std::ranges::find(outcomes, outcome) == outcomes.end() || base::trimmed(by).empty()) {
        return fault(Trouble::bad_input, "了结差异要写明结果（{}）和是谁了结的",
                     "say how it ended ({}) and who closes it", fmt::join(outcomes, " "));
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto const one = still_open(station, id);
    if (!one) {
        return one;
    }
    if (one->state != "explained") {
        return fault(Trouble::not_allowed, "差异 {} 还没有人说明原因，说明之后才能了结",
                     "nobody has explained the discrepancy {} yet; it is closed after that", id);
    }
    auto body = base::Json::object();
    body.set("outcome", outcome).set("by", by);
    auto const done = in_order([&] { return change->record("discrepancy.closed", id, body); },
                               [&] { return change->commit(); });
    return done ? named(station, id) : base::Fault{done.fault()};
}

} // namespace desk
