// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.hpp"
#include "web/admin.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

namespace fs = std::filesystem;

/// Beside the store and not in it.
fs::path usual_folder(Visit const &visit) {
    std::error_code ignored;
    auto store = fs::absolute(visit.service.stations.folder(), ignored).lexically_normal();
    if (!store.has_filename()) { // it was written with a slash at its end
        store = store.parent_path();
    }
    return store.parent_path() / "backups";
}

/// To the second, so that two of one day do not get in each other's way.
std::string usual_name(Visit const &visit, std::string const &station) {
    auto moment = visit.now().local_text(); // 2026-06-01 16:30
    std::erase(moment, ':');
    std::replace(moment.begin(), moment.end(), ' ', '-');
    static constexpr std::int64_t minute = 60'000, second = 1000;
    return fmt::format("platen-{}-{}{:02}.zip", station, moment, visit.now().ms % minute / second);
}

void add_result(Json &model, desk::BackupMade const &made, base::Language language) {
    model.set("bytes", made.bytes).set("bytes_text", bytes_text(made.bytes)).set("files", made.files);
    model.set("event_count", made.events).set("head", made.head).set("digest", made.digest.hex());
    model.set("left_out", made.left_out).set("any_left_out", !made.left_out.empty());
    model.set("left_out_count", made.left_out.size()).set("unrecorded", made.unrecorded.has_value());
    model.set("unrecorded_why", made.unrecorded ? made.unrecorded->text(language) : "");
}

void add_job(Visit const &visit, Json &model) {
    auto const view = visit.service.backups.view();
    auto const ordered = !view.order.file.empty();
    model.set("running", view.running).set("made", view.made.has_value());
    model.set("failed", view.fault.has_value()).set("idle", !view.running).set("none", !ordered);
    model.set("state", view.running ? "running" : view.made ? "made" : view.fault ? "failed" : "none");
    if (ordered) {
        model.set("file", view.order.file.string()).set("by", view.by);
        set_time(model, "begun_at", view.begun_at);
    }
    if (view.running) {
        model.set("doing", view.doing.in(visit.language)).set("done", view.done).set("total", view.total);
        model.set("counted", view.total > 0);
    } else if (ordered) {
        set_time(model, "ended_at", view.ended_at);
    }
    if (view.made) {
        add_result(model, *view.made, visit.language);
    }
    if (view.fault) {
        model.set("problem", view.fault->text(visit.language));
    }
}

base::Result<Answer> admin_backup(Visit &visit) {
    static constexpr std::size_t most_events = 10;
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto model = Json::object();
    add_job(visit, model);
    if (auto added = add_events(visit, **store, {"", "backup.made", ""}, most_events, model); !added) {
        return std::move(added).fault();
    }
    model.set("usual_file", (usual_folder(visit) / usual_name(visit, (*store)->station())).string());
    model.set("store_folder", fs::absolute(visit.service.stations.folder()).lexically_normal().string());
    return admin_shown(visit, "admin-backup", std::move(model));
}

base::Result<Answer> admin_backup_part(Visit &visit) {
    auto model = Json::object();
    add_job(visit, model);
    return shown("part-backup", std::move(model));
}

/// The folder that we propose is made; any other has to be there, because a name typed wrong would fill the
/// wrong disk.
base::Result<> make_usual_folder(Visit const &visit, fs::path const &file) {
    auto const folder = usual_folder(visit);
    std::error_code error;
    if (file.parent_path() != folder || fs::is_directory(folder, error)) {
        return {};
    }
    fs::create_directory(folder, error);
    if (!error) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    return error ? base::fault(Trouble::storage, "建不了文件夹“{}”：{}", "the folder '{}' cannot be made: {}",
                               folder.string(), error.message())
                 : base::Result<>{};
}

base::Result<Answer> back_up(Visit &visit) {
    auto store = visit.service.stations.store();
    if (!store) {
        return std::move(store).fault();
    }
    auto const typed = std::string{base::trimmed(visit.given.of("file"))};
    desk::BackupOrder order;
    order.file =
        typed.empty() ? usual_folder(visit) / usual_name(visit, (*store)->station()) : fs::path{typed};
    order.replace = visit.given.of("replace") == "on";
    order.anyway = visit.given.of("anyway") == "on";
    if (!order.file.is_absolute()) {
        return base::fault(Trouble::usage, "“{}”：请写完整路径，以 / 开头",
                           "'{}': write the whole path, from the / on", typed);
    }
    auto begun = make_usual_folder(visit, order.file);
    if (begun) {
        begun = visit.service.backups.begin(order, visit.actor());
    }
    if (!begun) {
        return std::move(begun).fault();
    }
    auto answer = gone_to("/admin/backup", {});
    answer.status = 202;
    answer.model.set("file", order.file.string());
    return answer;
}

} // namespace

void add_backup_pages(Handlers &handlers) {
    handlers.insert(
        {{"admin_backup", admin_backup}, {"admin_backup_part", admin_backup_part}, {"back_up", back_up}});
}

} // namespace web
