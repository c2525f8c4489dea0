// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/photos.hpp"
#include "desk/roster.hpp"
#include "web/visit.hpp"

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
        fs::rename(upload.file, folder / name, error);
        if (error) {
            return base::fault(Trouble::storage, "上传的文件放不下：{}", "the upload cannot be kept: {}",
                               error.message());
        }
    }
    return folder;
}

base::Result<Answer> import_roster(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    if (visit.request.uploads.empty()) {
        return base::fault(Trouble::usage, "没有选文件", "no file was chosen");
    }
    auto const folder = named_folder(visit.request);
    if (!folder) {
        return base::Fault{folder.fault()};
    }
    auto const file = *folder / fs::path{visit.request.uploads.front().name}.filename();
    desk::RosterOptions const options{visit.given.of("dry_run") == "on",
                                      visit.given.of("accept_clean_rows") == "on"};
    auto const done = desk::import_roster(**station, file, options);
    if (!done) {
        return base::Fault{done.fault()};
    }
    static constexpr std::size_t most_shown = 500;
    auto findings = Json::list();
    for (std::size_t i = 0; i < std::min(done->findings.size(), most_shown); ++i) {
        findings.add(finding_json(done->findings[i], visit.language));
    }
    auto model = Json::object();
    model.set("file", visit.request.uploads.front().name)
        .set("rows", done->rows)
        .set("refused", done->refused);
    model.set("added", done->count.added)
        .set("changed", done->count.changed)
        .set("unchanged", done->count.unchanged);
    model.set("imported", done->imported).set("dry_run", options.dry_run).set("findings", findings);
    model.set("finding_count", done->findings.size()).set("any_finding", !done->findings.empty());
    model.set("more_findings", done->findings.size() > most_shown)
        .set("ignored_columns", done->ignored_columns);
    auto answer = shown("roster-result", std::move(model));
    answer.status = done->imported ? 200 : 422;
    return answer;
}

base::Result<Answer> import_photos(Visit &visit) {
    auto station = visit.station();
    if (!station) {
        return std::move(station).fault();
    }
    if (visit.request.uploads.empty()) {
        return base::fault(Trouble::usage, "没有选文件", "no file was chosen");
    }
    auto const folder = named_folder(visit.request);
    auto const done = folder ? desk::import_photos(**station, *folder, visit.given.of("replace_reason"))
                             : base::Result<desk::PhotoImport>{base::Fault{folder.fault()}};
    if (!done) {
        return base::Fault{done.fault()};
    }
    auto findings = Json::list();
    for (auto const &finding : done->findings) {
        auto one = finding_json(finding, visit.language);
        findings.add(one.set("file", fs::path{finding.file}.filename().string()));
    }
    auto model = Json::object();
    model.set("files", done->files).set("accepted", done->accepted).set("refused", done->refused);
    model.set("unmatched", done->unmatched)
        .set("findings", findings)
        .set("any_finding", !done->findings.empty());
    return shown("photo-result", std::move(model));
}

} // namespace

void add_intake_pages(Handlers &handlers) {
    handlers.insert(
        {{"intake_desk", intake_desk}, {"import_roster", import_roster}, {"import_photos", import_photos}});
}

} // namespace web
