// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photos.hpp"
#include "desk/roster.hpp"
#include "web/background.hpp"
#include "web/roster_rows.hpp"

namespace web {

using base::Json;
using base::Trouble;

namespace {

namespace fs = std::filesystem;

Json finding_json(base::Finding const &finding, base::Language language) {
    auto one = Json::object();
    one.set("file", finding.file)
        .set("row", finding.line)
        .set("column", finding.column)
        .set("kind", finding.kind);
    return one.set("message", finding.message.in(language));
}

base::Result<Answer> intake_desk(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return station.fault().kind == Trouble::not_found
                   ? base::Result<Answer>{shown("no-campaign", Json::object())}
                   : base::Fault{station.fault()};
    }
    auto const counts = store::class_counts((*station)->store(), (*station)->campaign().id);
    if (!counts) {
        return base::Fault{counts.fault()};
    }
    std::int64_t people = 0, photos = 0;
    for (auto const &one : *counts) {
        people += one.people;
        photos += one.photos;
    }
    auto model = Json::object();
    model.set("people", people)
        .set("photos", photos)
        .set("missing", people - photos)
        .set("some_missing", people > photos);
    model.set("classes", counts->size()).set("any", people > 0);
    return shown("intake", std::move(model));
}

/// Where an upload lies under the name that it had: what the file is called says whose it is.
base::Result<fs::path> named_folder(Request const &request) {
    auto const folder = request.scratch->path() / "named";
    std::error_code error;
    fs::create_directory(folder, error);
    for (auto const &upload : request.uploads) {
        auto const name = fs::path{upload.name}.filename();
        if (name.empty() || name == "." || name == "..") {
            continue;
        }
        if (fs::exists(folder / name, error)) { // of two folders, say: neither may take the other's place
            return base::fault(Trouble::usage, "有两个文件都叫 {}，一个也没有导入；请改名或分两次上传",
                               "two files are called {}; none was imported. Rename one, or send them apart",
                               name.string());
        }
        fs::rename(upload.file, folder / name, error);
        if (error) {
            return base::fault(Trouble::storage, "上传的文件放不下：{}", "the upload cannot be kept: {}",
                               error.message());
        }
    }
    return folder;
}

Json roster_model(desk::RosterImport const &done, std::string const &file, bool dry_run,
                  base::Language language) {
    static constexpr std::size_t most_shown = 500;
    auto findings = Json::list();
    for (std::size_t i = 0; i < std::min(done.findings.size(), most_shown); ++i) {
        findings.add(finding_json(done.findings[i], language));
    }
    auto model = Json::object();
    model.set("file", file)
        .set("rows", done.rows)
        .set("refused", done.refused)
        .set("some_refused", done.refused > 0);
    model.set("added", done.count.added)
        .set("changed", done.count.changed)
        .set("unchanged", done.count.unchanged);
    model.set("imported", done.imported).set("dry_run", dry_run).set("findings", findings);
    model.set("finding_count", done.findings.size()).set("any_finding", !done.findings.empty());
    model.set("more_findings", done.findings.size() > most_shown)
        .set("ignored_columns", done.ignored_columns);
    return model.set("some_ignored", !done.ignored_columns.empty());
}

Json photos_model(desk::PhotoImport const &done, base::Language language) {
    auto findings = Json::list();
    for (auto const &finding : done.findings) {
        auto one = finding_json(finding, language);
        findings.add(one.set("file", fs::path{finding.file}.filename().string()));
    }
    auto model = Json::object();
    model.set("files", done.files).set("accepted", done.accepted).set("refused", done.refused);
    return model.set("unmatched", done.unmatched)
        .set("findings", findings)
        .set("any_finding", !done.findings.empty());
}

/// What an upload's work needs of its visit, which is over long before.
struct Upload {
    Service *service;
    std::shared_ptr<ScratchFolder> scratch; ///< holds the files
    fs::path folder;
    std::string campaign, actor, name;
    base::Language language;
};

base::Result<Upload> upload_of(Visit const &visit) {
    if (visit.request.uploads.empty()) {
        return base::fault(Trouble::usage, "没有选文件", "no file was chosen");
    }
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    auto folder = named_folder(visit.request);
    if (!folder) {
        return std::move(folder).fault();
    }
    return Upload{&visit.service,     visit.request.scratch,
                  std::move(*folder), desk::campaign_key((*station)->campaign()),
                  visit.actor(),      fs::path{visit.request.uploads.front().name}.filename().string(),
                  visit.language};
}

base::Result<Answer> import_roster(Visit &visit) {
    auto upload = upload_of(visit);
    if (!upload) {
        return std::move(upload).fault();
    }
    desk::RosterOptions const options{visit.given.of("dry_run") == "on",
                                      visit.given.of("accept_clean_rows") == "on"};
    auto const what = base::words("名册 {}", "roster {}", upload->name);
    return begun(visit, what, "roster-result",
                 [upload = *upload, options](base::Progress &progress) -> base::Result<Json> {
                     auto station = station_for(*upload.service, upload.campaign, upload.actor, progress);
                     if (!station) {
                         return std::move(station).fault();
                     }
                     auto const file = upload.folder / upload.name;
                     auto const done = desk::import_roster(*station, file, options);
                     if (!done) {
                         return base::Fault{done.fault()};
                     }
                     auto model = roster_model(*done, upload.name, options.dry_run, upload.language);
                     static constexpr std::size_t most_rows = 200;
                     add_faulty_rows(model, file, done->findings, most_rows);
                     return model;
                 });
}

base::Result<Answer> import_photos(Visit &visit) {
    auto upload = upload_of(visit);
    if (!upload) {
        return std::move(upload).fault();
    }
    auto const what = base::words("{} 张照片", "{} photos", visit.request.uploads.size());
    return begun(visit, what, "photo-result",
                 [upload = *upload,
                  reason = visit.given.of("replace_reason")](base::Progress &progress) -> base::Result<Json> {
                     auto station = station_for(*upload.service, upload.campaign, upload.actor, progress);
                     if (!station) {
                         return std::move(station).fault();
                     }
                     auto const done = desk::import_photos(*station, upload.folder, reason);
                     return done ? base::Result{photos_model(*done, upload.language)}
                                 : base::Fault{done.fault()};
                 });
}

base::Result<Answer> task_page(Visit &visit) {
    auto view = visit.service.tasks.find(visit.part("id"));
    if (!view || (view->by != visit.actor() && !visit.is(desk::Role::administrator))) {
        return base::fault(Trouble::not_found, "没有这件事（服务重新启动过？）",
                           "there is no such task (was the service restarted?)");
    }
    if (view->fault) {
        return *view->fault;
    }
    auto model = view->over ? *view->result : Json::object();
    model.set("over", view->over).set("id", view->id).set("what", view->what.in(visit.language));
    if (view->over && !visit.request.headers.has("x-part")) {
        return shown(view->page, std::move(model));
    }
    model.set("doing", view->doing.in(visit.language)).set("done", view->done);
    model.set("total", std::max<std::size_t>(view->total, 1)).set("counted", view->total > 0);
    return shown(visit.request.headers.has("x-part") ? "part-task" : "task", std::move(model));
}

} // namespace

void add_intake_pages(Handlers &handlers) {
    handlers.insert({{"intake_desk", intake_desk},
                     {"import_roster", import_roster},
                     {"import_photos", import_photos},
                     {"task_page", task_page}});
}

} // namespace web
