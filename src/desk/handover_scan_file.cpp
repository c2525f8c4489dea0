// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/handover.hpp"
#include <algorithm>

namespace desk {

using base::fault;
using base::Trouble;

base::Result<std::vector<std::string>> read_scan_file(std::filesystem::path const &file) {
    constexpr std::uintmax_t most = 16U << 20U;
    auto bytes = base::read_file(file, most);
    if (!bytes) {
        return std::move(bytes).fault();
    }
    // Scanners end a line with CR, LF or both.
    std::replace(bytes->begin(), bytes->end(), static_cast<unsigned char>('\r'),
                 static_cast<unsigned char>('\n'));
    std::vector<std::string> lines;
    for (auto line : base::split(base::as_text(*bytes), '\n')) {
        if (auto const typed = base::trimmed(line); !typed.empty()) {
            lines.emplace_back(typed);
        }
    }
    if (lines.empty()) {
        return fault(Trouble::bad_input, "“{}”里没有扫到任何序列号", "nothing was scanned in '{}'",
                     file.string());
    }
    return lines;
}

base::Result<Received> receive_handover(Station &station, std::string const &id,
                                        std::filesystem::path const &scanned, std::string const &by) {
    if (base::trimmed(by).empty()) {
        return fault(Trouble::usage, "要写明接收人（--by）", "say who receives (--by)");
    }
    auto const found = open_handover(station.store(), id);
    auto lines = found ? read_scan_file(scanned) : base::Fault{found.fault()};
    // A table or a log that was chosen by mistake is not recorded line by line.
    if (auto const most = found ? 2 * found->listed.size() + 1000 : 0; lines && lines->size() > most) {
        return fault(Trouble::bad_input, "“{}”有 {} 行，清单只有 {} 张；请检查是不是选错了文件。没有登记",
                     "'{}' has {} lines and the list {} sheets; see whether it is the file of scans. Nothing "
                     "was recorded",
                     scanned.string(), lines->size(), found->listed.size());
    }
    return lines ? take_receipt(station, id, {std::move(*lines), {}, {}, {by}}) : base::Fault{lines.fault()};
}

} // namespace desk
