// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/demo_folders.hpp"
#include "base/files.hpp"

namespace cli {

namespace fs = std::filesystem;

namespace {

constexpr auto mark = ".platen-demo";
constexpr std::string_view mark_text =
    "platen demo 每次运行都会清空这个文件夹，请不要在这里存放自己的文件。\n"
    "platen demo empties this folder each time it runs; keep no files of your own here.\n";

base::Result<> check(fs::path const &folder) {
    std::error_code error;
    auto const taken = fs::exists(folder, error) && !fs::exists(folder / mark, error) &&
                       !(fs::is_directory(folder, error) && fs::is_empty(folder, error));
    if (taken) {
        return base::fault(
            base::Trouble::not_allowed, "“{}”里有别的东西，示范不会动它；请用 --folder 指定另一个文件夹",
            "'{}' has something else in it, which the demonstration leaves alone; name another "
            "folder with --folder",
            folder.string());
    }
    return {};
}

base::Result<> make_empty(fs::path const &folder) {
    std::error_code error;
    if (fs::exists(folder / mark, error)) {
        fs::remove_all(folder, error);
    }
    if (error) {
        return base::file_fault(error.value(), folder);
    }
    if (auto made = base::make_folders(folder); !made) {
        return made;
    }
    return base::write_file(folder / mark, base::as_bytes(mark_text));
}

} // namespace

DemoFolders demo_folders(fs::path const &root, std::string const &store) {
    return {root,
            store.empty() ? root / "store" : fs::path{store},
            root / "roster",
            root / "photos",
            root / "prints",
            root / "handover"};
}

base::Result<> make_fresh(fs::path const &folder) {
    auto fine = check(folder);
    return fine ? make_empty(folder) : std::move(fine);
}

base::Result<> make_fresh(DemoFolders const &folders) {
    auto const all = {folders.store, folders.roster, folders.photos, folders.prints, folders.handover};
    for (auto const &folder : all) { // all are looked at before the first is emptied
        if (auto fine = check(folder); !fine) {
            return fine;
        }
    }
    for (auto const &folder : all) {
        if (auto made = make_empty(folder); !made) {
            return std::move(made).fault().within({"准备示范的文件夹", "making the demonstration's folders"});
        }
    }
    return {};
}

} // namespace cli
