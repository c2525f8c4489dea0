// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/backup.hpp"
#include "cli/verbs.hpp"
#include "desk/restore.hpp"

namespace cli {

using base::Json;
using base::words;

namespace {

void name_left_out(Door &door, std::vector<std::string> const &names) {
    for (auto const &name : names) {
        door.remark(words("没有备份（损坏或丢失）：{}", "not in the backup (damaged or missing): {}", name));
    }
}

int back_up(Door &door, desk::BackupOrder const &order) {
    auto const folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto store = store::Store::open(*folder); // not a station: the store is saved whatever its campaigns are
    if (!store) {
        return door.fail(store.fault());
    }
    auto const setting = door.setting();
    auto const made = desk::back_up(*store, order, setting.clock.now(), setting.actor, setting.progress);
    if (!made) {
        return door.fail(made.fault());
    }
    auto object = Json::object();
    object.set("file", order.file.string()).set("bytes", made->bytes).set("files", made->files);
    object.set("events", made->events).set("head", made->head).set("digest", made->digest.hex());
    door.answer(object.set("left_out", made->left_out).set("recorded", !made->unrecorded));
    door.line(words("已备份并核对：{}（{} 个文件，{} MB，台账 {} 条）",
                    "saved and checked: {} ({} files, {} MB, {} events)", order.file.string(), made->files,
                    made->bytes / 1'000'000, made->events));
    door.line(words("台账末条摘要 {}", "last digest of the ledger {}", made->head));
    name_left_out(door, made->left_out);
    if (made->unrecorded) {
        auto const &why = *made->unrecorded;
        door.remark({"备份没有记入台账：" + why.text(base::Language::zh),
                     "the ledger does not note this backup: " + why.text(base::Language::en)});
    }
    door.remark({"备份里有照片和身份证号，请放在加密的磁盘上，并和档案库分开存放",
                 "it holds photos and ID numbers: keep it on an encrypted disk, away from the store"});
    return 0;
}

int restore(Door &door, std::string const &file) {
    auto const folder = door.store_folder();
    if (!folder) {
        return door.fail(folder.fault());
    }
    auto const restored = desk::restore_backup(file, *folder, door.setting().progress);
    if (!restored) {
        return door.fail(restored.fault());
    }
    auto const &manifest = restored->manifest;
    auto object = Json::object();
    object.set("store", restored->store.string()).set("files", manifest.entries.size());
    object.set("events", manifest.events).set("head", manifest.head).set("station", manifest.station);
    door.answer(object.set("made_at", manifest.made_at).set("left_out", manifest.left_out));
    door.line(words("已恢复到 {}：{} 个文件，台账 {} 条，全部核对过",
                    "restored to {}: {} files, {} events, all of it checked", restored->store.string(),
                    manifest.entries.size(), manifest.events));
    name_left_out(door, manifest.left_out);
    door.remark(words("它就是站 {}，截至 {}；原来的档案库不能再用，否则会有两张同号的相片纸",
                      "it is the station {} as of {}; the old store must not be used any more, or two sheets "
                      "will have one serial",
                      manifest.station, manifest.made_at));
    return 0;
}

} // namespace

void add_backup(CommandLine &line, Door &door) {
    auto const order = std::make_shared<desk::BackupOrder>();
    auto const to = std::make_shared<std::string>();
    line.verb(
            "", "backup",
            {"把整个档案库备份成一个文件，不用停工", "save the whole store as one file, while it is in use"})
        .required_text("file", *to, {"要写的文件，如 U 盘上的 备份.zip", "file to write, such as backup.zip"})
        .flag("--replace", order->replace, {"已有同名文件时换掉它", "replace a file of that name"})
        .flag("--anyway", order->anyway,
              {"有照片损坏时备份其余的，并列出损坏的", "leave damaged photos out and name them"})
        .does([&door, order, to] {
            order->file = *to;
            return back_up(door, *order);
        });
    auto const from = std::make_shared<std::string>();
    line.verb("", "restore",
              {"从备份恢复到一个空文件夹（--store）", "bring a backup back, into an empty folder (--store)"})
        .required_text("file", *from, {"备份文件", "file that platen backup wrote"})
        .does([&door, from] { return restore(door, *from); });
}

} // namespace cli
