// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/restore.hpp"
#include "support/web_office.hpp"
#include <condition_variable>
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using nlohmann::json;
using support::Browser;
using support::WebOffice;
namespace fs = std::filesystem;

namespace {

/// As it is once nothing runs any more.
json ended(Browser &browser) {
    for (int i = 0; i < 200; ++i) {
        auto state = json::parse(browser.get("/api/v1/backup").body);
        if (state["state"] != "running") {
            return state;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    return {};
}

} // namespace

TEST_CASE("a backup is made where the page proposes it, and it can be restored") {
    WebOffice office;
    auto chen = office.log_in();
    CHECK(json::parse(chen.get("/api/v1/backup").body)["state"] == "none");
    CHECK(chen.post("/admin/backup", {{"file", ""}}).status == 303);
    auto const made = ended(chen);
    REQUIRE(made["state"] == "made");
    fs::path const file = made["file"].get<std::string>();
    CHECK(file.parent_path() == office.folder / "backups");
    CHECK(fs::file_size(file) == made["bytes"].get<std::uintmax_t>());
    CHECK((fs::status(file.parent_path()).permissions() & fs::perms::others_all) == fs::perms::none);

    auto const page = chen.get("/admin/backup").body;
    CHECK(page.find(made["digest"].get<std::string>()) != std::string::npos);
    CHECK(page.find(file.filename().string()) != std::string::npos);
    base::NoProgress quiet;
    auto const restored = support::sure(desk::restore_backup(file, office.folder / "again", quiet));
    CHECK(restored.manifest.head == made["head"].get<std::string>());
    CHECK(json::parse(chen.get("/api/v1/ledger?kind=backup.made").body)["events"].size() == 1);
}

TEST_CASE("why a backup was not made is on the page, and the next one can be made") {
    WebOffice office;
    auto chen = office.log_in();
    CHECK(chen.post("/api/v1/backup", {{"file", "backup.zip"}}).status == 400);
    CHECK(chen.post("/api/v1/backup", {{"file", (office.folder / "nowhere/b.zip").string()}}).status == 202);
    auto const failed = ended(chen);
    CHECK(failed["state"] == "failed");
    CHECK(chen.get("/admin/backup/part").body.find("没有文件夹") != std::string::npos);
    auto const file = office.folder / "b.zip";
    CHECK(chen.post("/api/v1/backup", {{"file", file.string()}}).status == 202);
    CHECK(ended(chen)["state"] == "made");
    CHECK(chen.post("/api/v1/backup", {{"file", file.string()}}).status == 202);
    CHECK(ended(chen)["state"] == "failed"); // it is there already
    CHECK(chen.post("/api/v1/backup", {{"file", file.string()}, {"replace", "on"}}).status == 202);
    CHECK(ended(chen)["state"] == "made");
}

TEST_CASE("one backup is made at a time") {
    WebOffice office;
    std::mutex mutex;
    std::condition_variable moved;
    auto held = false, free = false;
    auto const me = std::this_thread::get_id();
    web::BackupJob job{office.service->stations, [&] {
                           if (std::this_thread::get_id() == me) {
                               return;
                           }
                           std::unique_lock lock{mutex};
                           held = true;
                           moved.notify_all();
                           moved.wait(lock, [&] { return free; });
                       }};
    support::sure(job.begin({office.folder / "one.zip"}, "chen"));
    {
        std::unique_lock lock{mutex};
        moved.wait(lock, [&] { return held; });
    }
    CHECK(job.view().running);
    auto const second = job.begin({office.folder / "two.zip"}, "chen");
    REQUIRE(!second);
    CHECK(second.fault().kind == base::Trouble::busy);
    {
        std::lock_guard const lock{mutex};
        free = true;
        moved.notify_all();
    }
    for (int i = 0; i < 200 && job.view().running; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    CHECK(job.view().made.has_value());
    CHECK(fs::exists(office.folder / "one.zip"));
    CHECK(!fs::exists(office.folder / "two.zip"));
}
