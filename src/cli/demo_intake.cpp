// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/demo.hpp"
#include "desk/campaign.hpp"
#include "desk/photos.hpp"
#include "desk/roster.hpp"

namespace cli {

namespace fs = std::filesystem;
using base::words;

base::Result<> Demo::gather() {
    auto files = desk::write_demo_rosters(school_, folders_.roster);
    if (!files) {
        return std::move(files).fault();
    }
    files_ = std::move(*files);
    auto const setting = door_.setting();
    auto const photos = desk::write_demo_photos(school_, folders_.photos, setting.progress);
    if (!photos) {
        return base::Fault{photos.fault()};
    }
    say(words(
        "真正用的时候，这些由学校交来：{} 名毕业生的名册（本部 .xlsx，滨湖校区 .csv），{} 张照片",
        "In real work the school hands these in: rosters of {} graduates (.xlsx of the main campus, .csv "
        "of the lakeside one) and {} photos",
        school_.people.size(), *photos));
    item({folders_.roster.string(), folders_.roster.string()});
    item({folders_.photos.string(), folders_.photos.string()});
    summary_.set("people", school_.people.size());
    return {};
}

base::Result<> Demo::found() {
    command(fmt::format("campaign create --school {} --name {} --year {} --profile {}", school_.code,
                        typed(school_.name), school_.year, school_.profile));
    auto const setting = door_.setting();
    auto const made = desk::create_campaign(
        folders_.store, {school_.code, school_.name, school_.year, school_.profile}, setting);
    if (!made) {
        return base::Fault{made.fault()};
    }
    auto station = desk::Station::open(folders_.store, {}, setting);
    if (!station) {
        return std::move(station).fault();
    }
    station_.emplace(std::move(*station));
    say(words("采集任务 {} 建好了，照片、纸张、档号的规矩按规则 {}（{}）",
              "campaign {} is there; photos, paper and references follow profile {} ({})",
              desk::campaign_key(*made), school_.profile, station_->profile().title.in(door_.language())));
    return {};
}

base::Result<> Demo::refuse() {
    command("roster import " + typed(files_.lake_draft));
    auto const report = desk::import_roster(*station_, files_.lake_draft, {});
    if (!report) {
        return base::Fault{report.fault()};
    }
    show(report->findings);
    say(words(
        "这份初稿 {} 行里有 {} 行有错，所以一个人也没有导入；把上面几条发给学校，改好再来",
        "{1} of the {0} rows of this draft have mistakes, so nobody was imported; send the lines above to "
        "the school and import it again when it is mended",
        report->rows, report->refused));
    summary_.set("roster_findings", report->findings.size());
    return {};
}

base::Result<> Demo::import_one(fs::path const &roster) {
    command("roster import " + typed(roster));
    auto const report = desk::import_roster(*station_, roster, {});
    if (!report) {
        return base::Fault{report.fault()};
    }
    show(report->findings);
    say(words("{} 行，导入 {} 人", "{} rows, {} people imported", report->rows, report->count.added));
    return {};
}

base::Result<> Demo::enrol() {
    for (auto const &roster : {files_.main_roster, files_.lake_roster}) {
        if (auto done = import_one(roster); !done) {
            return done;
        }
    }
    return {};
}

base::Result<> Demo::take_photos() {
    command("photo import " + typed(folders_.photos));
    auto const report = desk::import_photos(*station_, folders_.photos, {});
    if (!report) {
        return base::Fault{report.fault()};
    }
    show(report->findings);
    say(words(
        "{} 个文件：接受 {}，拒收 {}，对不上人 {}。没有接受的原样留在文件夹里，等人处理",
        "{} files: {} accepted, {} refused, {} fit nobody. What was not accepted stays in the folder as it "
        "is, for somebody to look at",
        report->files, report->accepted, report->refused, report->unmatched));
    summary_.set("photos", report->accepted)
        .set("refused", report->refused)
        .set("unmatched", report->unmatched);
    return {};
}

} // namespace cli
