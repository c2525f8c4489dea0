// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk/doctor.hpp"
#include "base/files.hpp"
#include "render/coverage.hpp"
#include "store/keeping.hpp"
#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace desk {

namespace fs = std::filesystem;
using base::words;
using enum Check::Result;

namespace {

fs::path nearest_folder(fs::path const &path) {
    std::error_code ignored;
    auto folder = fs::absolute(path, ignored);
    while (!fs::is_directory(folder, ignored) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    return folder;
}

Check data_files(Setting const &setting) {
    auto const layouts = shipped(setting, "layouts").size();
    auto const profiles = shipped(setting, "data/profiles").size();
    if (layouts == 0 || profiles == 0) {
        return {"data", bad,
                words("在“{}”里找不到版式或规则文件；请从完整的程序文件夹运行",
                      "no layouts or profiles in '{}'; run the program from its whole folder",
                      setting.home.string())};
    }
    return {"data", good, words("版式 {} 个，规则 {} 套", "{} layouts, {} profiles", layouts, profiles)};
}

Check fonts() {
    if (render::missing_character("学A𠅤")) {
        return {"fonts",
                bad,
                {"缺少中文字体；请安装 fonts-wqy-zenhei 和 fonts-noto-cjk",
                 "Chinese fonts are missing; install fonts-wqy-zenhei and fonts-noto-cjk"}};
    }
    return {"fonts", good, {"中文字体齐全，生僻字也能印", "Chinese fonts are there, rare characters too"}};
}

Check store_there(fs::path const &folder) {
    if (!store::Store::exists(folder)) {
        return {"store", note,
                words("“{}”还没有档案库；第一步：platen campaign create",
                      "no store in '{}' yet; first step: platen campaign create", folder.string())};
    }
    auto const opened = store::Store::open(folder);
    if (!opened) {
        return {"store", bad, opened.fault().what};
    }
    return {"store", good,
            words("档案库在“{}”，站号 {}", "the store is in '{}', station {}", folder.string(),
                  opened->station())};
}

/// What audits say of the kept files (desk/fixity.hpp).
Check kept(fs::path const &folder, base::Clock const &clock) {
    static constexpr std::chrono::hours year{24 * 365};
    auto const opened = store::Store::exists(folder) ? store::Store::open(folder)
                                                     : base::fault(base::Trouble::not_found, "没有", "none");
    auto const bad_ones = opened ? store::count_damaged(*opened) : base::Fault{opened.fault()};
    auto const last = bad_ones ? store::last_whole(*opened) : base::Fault{bad_ones.fault()};
    if (!last) {
        return {"kept", note, {"还没有存档文件可核对", "there are no kept files to check yet"}};
    }
    if (*bad_ones > 0) {
        return {
            "kept", bad,
            words("有 {} 个存档文件坏了：platen keep audits 列出它们，请从备份取回",
                  "{} kept files are damaged: platen keep audits names them; bring them back from a backup",
                  *bad_ones)};
    }
    if (!*last || clock.now() - (*last)->ended_at > year) {
        return {"kept",
                note,
                {"存档文件一年内没有全部核对过：platen keep audit",
                 "the kept files were not all checked within a year: platen keep audit"}};
    }
    return {"kept", good,
            words("存档文件完好，上次全部核对：{}", "the kept files are good; all were checked on {}",
                  (*last)->ended_at.local_date())};
}

Check writable(fs::path const &folder) {
    auto const there = nearest_folder(folder);
    if (::access(there.c_str(), W_OK | X_OK) != 0) {
        return {"writable", bad,
                words("“{}”不能写入；请检查权限", "'{}' cannot be written; check its permissions",
                      there.string())};
    }
    return {"writable", good, words("“{}”可以写入", "'{}' can be written", there.string())};
}

Check room_left(fs::path const &folder) {
    std::error_code error;
    auto const space = fs::space(nearest_folder(folder), error);
    auto const megabytes = error ? 0 : space.available >> 20U;
    constexpr std::uintmax_t one_campaign = 2048; // 10,000 people: originals, masters, database
    if (megabytes < one_campaign) {
        return {"room", note,
                words("磁盘只剩 {} MB；一届一万人大约要 2 GB",
                      "{} MB are left on the disk; ten thousand people need about 2 GB", megabytes)};
    }
    return {"room", good, words("磁盘还有 {} MB", "{} MB are left on the disk", megabytes)};
}

/// LUKS and other dm-crypt volumes say so in the name of their device-mapper node.
Check encrypted(fs::path const &folder) {
    struct stat facts {};
    if (::stat(nearest_folder(folder).c_str(), &facts) == 0) {
        auto const node =
            fmt::format("/sys/dev/block/{}:{}/dm/uuid", major(facts.st_dev), minor(facts.st_dev));
        std::string uuid;
        std::ifstream{node} >> uuid;
        if (uuid.starts_with("CRYPT-")) {
            return {"encrypted", good, {"档案库所在的磁盘已加密", "the store's disk is encrypted"}};
        }
    }
    return {"encrypted",
            note,
            {"看不出档案库所在的磁盘是否加密；照片和身份证号应放在加密的磁盘上",
             "the store's disk does not seem to be encrypted; photos and ID numbers belong on one that is"}};
}

Check printers(Setting const &setting) {
    std::string found;
    for (auto const &family : setting.families) {
        for (auto const &sighting : family.find(setting.clock)) {
            if (sighting.hidden) {
                return {"printers", note, sighting.hidden->what};
            }
            found += (found.empty() ? "" : ", ") + sighting.name;
        }
    }
    if (found.empty()) {
        return {"printers",
                note,
                {"没有接上打印机；可以打印到文件夹：--printer folder:打印输出",
                 "no printer is attached; print into a folder: --printer folder:prints"}};
    }
    return {"printers", good, words("打印机：{}", "printers: {}", found)};
}

} // namespace

std::vector<Check> examine(fs::path const &store, Setting const &setting) {
    return {data_files(setting), fonts(),          store_there(store), kept(store, setting.clock),
            writable(store),     room_left(store), encrypted(store),   printers(setting)};
}

} // namespace desk
