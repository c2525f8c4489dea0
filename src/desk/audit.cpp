// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/audit.hpp"

namespace desk {

base::Result<Rebuilt> rebuild(Station &station, bool dry_run) {
    auto &progress = station.setting().progress;
    auto change = station.change(); // held throughout: nobody writes between comparing and mending
    if (!change) {
        return std::move(change).fault();
    }
    auto const verdict = store::verify_ledger(station.store(), progress);
    if (!verdict) {
        return base::Fault{verdict.fault()};
    }
    if (verdict->trouble) {
        return base::fault(
            base::Trouble::storage, "台账本身被改动过（{0}），不能据此重建；请与备份对照",
            "the ledger itself was tampered with ({1}) and nothing can be made anew from it; compare with a "
            "backup",
            verdict->trouble->zh, verdict->trouble->en);
    }
    auto different = store::differing_projections(station.store(), progress);
    if (!different) {
        return std::move(different).fault();
    }
    Rebuilt result{std::move(*different), false};
    if (dry_run || result.different.empty()) {
        return result;
    }
    if (auto done = store::rebuild_projections(*change, progress); !done) {
        return std::move(done).fault();
    }
    if (auto done = change->commit(); !done) {
        return std::move(done).fault();
    }
    result.rebuilt = true;
    return result;
}

} // namespace desk
