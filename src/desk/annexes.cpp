// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/annexes.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/steps.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

namespace {

base::Result<store::Annex> kept_annex(Station &station, std::string const &title) {
    auto const all = store::annexes(station.store(), station.campaign().id);
    if (!all) {
        return base::Fault{all.fault()};
    }
    auto const found = std::ranges::find(*all, title, &store::Annex::title);
    if (found == all->end()) {
        return fault(Trouble::not_found, "没有附件“{}”", "there is no annex '{}'", title);
    }
    return *found;
}

} // namespace

base::Result<store::Annex> keep_annex(Station &station, std::string const &typed,
                                      std::filesystem::path const &file) {
    constexpr std::uintmax_t most = 100'000'000;
    auto const title = std::string{base::trimmed(typed)};
    if (title.empty()) {
        return fault(Trouble::bad_input, "写明附件的名称", "say what the annex is called");
    }
    auto const bytes = base::read_file(file, most);
    auto const digest =
        bytes ? station.store().keep(*bytes) : base::Result<base::Digest>{base::Fault{bytes.fault()}};
    if (!digest) {
        return base::Fault{digest.fault()};
    }
    auto change = station.change();
    if (!change) {
        return std::move(change).fault();
    }
    auto body = base::Json::object();
    body.set("campaign", station.campaign().id).set("title", title).set("digest", digest->hex());
    body.set("name", file.filename().string());
    auto done = in_order([&] { return change->record("annex.kept", campaign_key(station.campaign()), body); },
                         [&] { return change->commit(); });
    return done ? kept_annex(station, title) : std::move(done).fault();
}

base::Result<base::Bytes> annex_file(Station &station, std::string const &title) {
    auto const kept = kept_annex(station, title);
    return kept ? station.store().kept(kept->digest) : base::Result<base::Bytes>{base::Fault{kept.fault()}};
}

base::Result<std::vector<AnnexLine>> annexes(Station &station) {
    auto const kept = store::annexes(station.store(), station.campaign().id);
    if (!kept) {
        return base::Fault{kept.fault()};
    }
    std::vector<AnnexLine> lines;
    for (auto const &attachment : station.profile().attachments) {
        lines.push_back({attachment.title, {}});
    }
    for (auto const &one : *kept) {
        auto const line = std::ranges::find(lines, one.title, &AnnexLine::title);
        if (line == lines.end()) {
            lines.push_back({one.title, one});
        } else {
            line->kept = one;
        }
    }
    return lines;
}

} // namespace desk
