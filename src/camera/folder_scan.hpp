// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// For this room: which files of a folder are new, and which of them are whole. No thread and no clock of its
/// own: it is told when it looks.
#include "base/digest.hpp"
#include "camera/arrivals.hpp"
#include <filesystem>
#include <map>
#include <set>
#include <sys/stat.h>

namespace camera {

struct FolderTerms {
    std::chrono::milliseconds quiet{400};      ///< a file that did not change for so long is looked into
    std::chrono::milliseconds give_up{30'000}; ///< not whole for so long: it is said
    std::chrono::milliseconds look{200};       ///< between two looks, where nothing says that there is news
};

class FolderScan {
public:
    /// What is there at the first look does not count.
    FolderScan(std::filesystem::path folder, FolderTerms terms, Arrivals &arrivals);

    /// \return whether the folder was there
    bool look(Moment now, base::Instant by_the_wall);

private:
    /// What makes a file another one than it was.
    struct Face {
        dev_t device = 0;
        ino_t number = 0;
        off_t size = 0;
        std::int64_t modified_ns = 0;
        friend auto operator<=>(Face const &, Face const &) = default;
    };
    struct File {
        Face face;
        Moment appeared, not_before, changed;
        base::Instant seen_at;
        bool settled = false;   ///< delivered, said, or there from the beginning
        bool delivered = false; ///< or there from the beginning
        bool judged = false;    ///< as it is now, it is not whole
        bool old = false;       ///< there from the beginning: what it held is not known
    };
    using Listing = std::map<std::string, Face>;

    [[nodiscard]] base::Result<Listing> list();
    void come_back(Listing const &listing);
    void meet(std::string const &name, Face const &face, Moment now, base::Instant by_the_wall);
    [[nodiscard]] File fresh(Face const &face, Moment now, base::Instant by_the_wall) const;
    void meet_again(File &file, Face const &face, Moment now, base::Instant by_the_wall);
    void settle(std::string const &name, File &file, Moment now);
    void deliver(std::string const &name, File &file, base::Bytes bytes);
    void say(File &file, base::Words what);

    std::filesystem::path folder_;
    FolderTerms terms_;
    Arrivals &arrivals_;
    std::map<std::string, File> files_;
    std::set<Face> known_;             ///< whatever its name is now
    std::set<base::Digest> delivered_; ///< the same bytes are the same picture
    std::optional<Moment> looked_;     ///< nothing: it is not there, or was not looked at yet
    bool began_ = false, was_mount_ = false;
};

} // namespace camera
