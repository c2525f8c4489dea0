// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/verbs.hpp"
#include "desk/disc.hpp"
#include "desk/roster.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

constexpr auto with_findings = static_cast<int>(base::Trouble::bad_input);

void tell_roster(Door &door, desk::RosterImport const &report, desk::RosterOptions options) {
    door.tell(report.findings);
    if (report.rows == 0) {
        door.line({"没有读到任何人，什么都没有改", "nobody was read and nothing was changed"});
        return;
    }
    if (!report.imported) {
        door.line(words("名册 {} 行，{} 行有问题；没有导入任何人。改好后再导入，或加 --accept-clean-rows "
                        "先导入没有问题的行",
                        "{} rows, {} with findings; nobody was imported. Mend them and import again, or add "
                        "--accept-clean-rows to take the others",
                        report.rows, report.refused));
        return;
    }
    door.line(words("名册 {} 行：新增 {}，更改 {}，未变 {}，拒收 {}{}",
                    "{} rows: {} added, {} changed, {} unchanged, {} refused{}", report.rows,
                    report.count.added, report.count.changed, report.count.unchanged, report.refused,
                    options.dry_run ? (door.language() == base::Language::zh ? "（试运行，没有改动）"
                                                                             : " (dry run, nothing changed)")
                                    : ""));
}

int import_roster(Door &door, std::string const &file, desk::RosterOptions options) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const report = desk::import_roster(*station, file, options);
    if (!report) {
        return door.fail(report.fault());
    }
    auto object = Json::object();
    object.set("rows", report->rows).set("added", report->count.added).set("changed", report->count.changed);
    object.set("unchanged", report->count.unchanged).set("refused", report->refused);
    object.set("codes", report->codes)
        .set("imported", report->imported && !options.dry_run)
        .set("ignored_columns", report->ignored_columns);
    door.answer(object.set("findings", json_of(report->findings, door.language(), true)));
    tell_roster(door, *report, options);
    return report->findings.empty() ? 0 : with_findings;
}

struct PhotoAsked {
    std::string folder, replace, source = "station", person, card, old;
};

int import_photos(Door &door, PhotoAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const source = desk::source_named(asked.source);
    if (!source) {
        return door.fail(base::fault(base::Trouble::usage, "照片来源是 station、centre、online 或 elsewhere",
                                     "a source is station, centre, online or elsewhere"));
    }
    auto const report =
        asked.person.empty()
            ? desk::import_photos(*station, asked.folder, asked.replace, *source, asked.old)
            : desk::import_photo(*station, {asked.folder, asked.person, asked.card, asked.replace, asked.old},
                                 *source);
    if (!report) {
        return door.fail(report.fault());
    }
    auto object = Json::object();
    object.set("files", report->files).set("accepted", report->accepted).set("refused", report->refused);
    object.set("unmatched", report->unmatched);
    door.answer(object.set("findings", json_of(report->findings, door.language(), false)));
    door.tell(report->findings);
    door.line(words("照片 {} 个文件：接受 {}，拒收 {}，对不上人 {}",
                    "{} files: {} accepted, {} refused, {} unmatched", report->files, report->accepted,
                    report->refused, report->unmatched));
    return report->findings.empty() ? 0 : with_findings;
}

int export_photos(Door &door, std::string const &folder, std::string const &name) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const report = desk::export_photos(*station, folder, name);
    if (!report) {
        return door.fail(report.fault());
    }
    auto object = Json::object();
    door.answer(object.set("files", report->files).set("folder", report->folder.string()));
    door.line(
        words("写出 {} 张照片到 {}", "{} photos written to {}", report->files, report->folder.string()));
    return 0;
}

struct ExportAsked {
    std::string to, name, disc, image;
};

int write_disc(Door &door, ExportAsked const &asked) {
    auto station = door.open();
    if (!station) {
        return door.fail(station.fault());
    }
    auto const disc = desk::write_disc(*station, {asked.disc, asked.image, asked.name});
    if (!disc) {
        return door.fail(disc.fault());
    }
    auto object = Json::object();
    object.set("photos", disc->photos).set("bytes", disc->bytes).set("folder", disc->folder.string());
    object.set("image", asked.image).set("disc", disc->id);
    door.answer(object.set("message", disc->medium.in(door.language())));
    door.line(words("光盘 {}：{} 张照片，{}", "disc {}: {} photos; it {}", disc->id, disc->photos,
                    disc->medium.in(door.language())));
    return 0;
}

int take_out(Door &door, ExportAsked const &asked) {
    if (!asked.disc.empty() && asked.to.empty()) {
        return write_disc(door, asked);
    }
    if (asked.to.empty() || !asked.disc.empty() || !asked.image.empty()) {
        return door.fail(base::fault(base::Trouble::usage,
                                     "写 --to 文件夹；做光盘写 --disc 文件夹，可加 --iso 文件",
                                     "say --to FOLDER; for a disc --disc FOLDER, and --iso FILE beside it"));
    }
    return export_photos(door, asked.to, asked.name);
}

} // namespace

void add_intake(CommandLine &line, Door &door) {
    line.noun("roster", {"名册", "the roster"});
    auto const file = std::make_shared<std::string>();
    auto const options = std::make_shared<desk::RosterOptions>();
    line.verb("roster", "import",
              {"导入名册（CSV 或 XLSX）"
               "\n例：platen roster import 名册.xlsx --dry-run",
               "take in a roster (CSV or XLSX)"
               "\nexample: platen roster import roster.xlsx --dry-run"})
        .required_text("file", *file, {"名册文件", "roster file"})
        .flag("--dry-run", options->dry_run, {"只检查，不改动", "only say what would happen"})
        .flag("--accept-clean-rows", options->accept_clean_rows,
              {"有问题的行跳过，其余导入", "take the rows without findings"})
        .does([&door, file, options] { return import_roster(door, *file, *options); });
    line.noun("photo", {"照片", "photos"});
    auto const asked = std::make_shared<PhotoAsked>();
    line.verb("photo", "import",
              {"导入文件夹里的照片，按文件名对人"
               "\n例：platen photo import 照片文件夹",
               "take in a folder of photos, matched by name"
               "\nexample: platen photo import photos"})
        .required_text("folder", asked->folder, {"照片文件夹", "folder of photos"})
        .text("--replace", asked->replace,
              {"更换已确认的照片，写明原因", "reason to replace photos that were accepted before"})
        .text("--accept-old", asked->old,
              {"照片超过规定的天数仍要收下，写明原因",
               "reason to take photos that are older than the notice lets them be"})
        .text("--source", asked->source,
              {"谁拍的：station 本站，centre 其他采集点，online 线上，elsewhere 其他机构",
               "who took them: station, centre, online or elsewhere"})
        .text(
            "--person", asked->person,
            {"一个文件，按手填卡片对上了这个学号的人", "one file, whose card is that of this student number"})
        .text("--card", asked->card, {"手填卡片的编号", "number of the hand-filled card"})
        .does([&door, asked] { return import_photos(door, *asked); });
    auto const out = std::make_shared<ExportAsked>();
    line.verb("photo", "export",
              {"写出电子照片，或做一张光盘"
               "\n例：platen photo export --disc 光盘 --iso 光盘.iso",
               "write the photos as files, or make a disc"
               "\nexample: platen photo export --disc disc --iso disc.iso"})
        .text("--to", out->to, {"写到这个文件夹", "folder to write to"})
        .text("--name", out->name,
              {"文件名，如 {学号}{姓名}{身份证号}；不写就照通知的规定",
               "file name, such as {学号}{姓名}{身份证号}; else as the notice wants it"})
        .text("--disc", out->disc,
              {"光盘的文件夹：照片、清单和盘面", "folder of a disc: photos, their list, and its label"})
        .text("--iso", out->image, {"光盘映像", "image of the disc"})
        .does([&door, out] { return take_out(door, *out); });
}

} // namespace cli
