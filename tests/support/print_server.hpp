// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "support/temp_folder.hpp"
#include <string>
#include <sys/types.h>
#include <vector>

namespace support {

/// A CUPS of its own on a loopback port, with everything that it reads and writes in a temporary folder. Its
/// printers keep what they are given as files.
class PrintServer {
public:
    /// How the printer behind a queue behaves.
    enum class Kind {
        counting,     ///< keeps the file and counts its page
        silent,       ///< keeps the file and counts nothing
        failing,      ///< its backend fails
        out_of_paper, ///< says so, and prints when it is let go on
        slow,         ///< begins, and prints when it is let go on
        device_file   ///< none at all: the server itself writes to a file, as FileDevice allows
    };
    struct Queue {
        std::string name;
        Kind kind = Kind::counting;
        bool letter_only = false; ///< knows no paper but US Letter
        bool stopped = false, accepting = true;
    };

    /// \param settings lines of cupsd.conf
    explicit PrintServer(std::vector<Queue> const &queues, std::string const &settings = {});
    PrintServer(PrintServer const &) = delete;
    PrintServer &operator=(PrintServer const &) = delete;
    ~PrintServer();

    void start();
    void stop();         ///< at once, as a power cut does
    void freeze() const; ///< it still takes connections, and says nothing

    [[nodiscard]] std::string uri(std::string const &queue) const;
    [[nodiscard]] std::string host() const; ///< 127.0.0.1:PORT
    /// What came out of a queue's printer, by job name, in the order of the names.
    [[nodiscard]] std::vector<std::filesystem::path> kept(std::string const &queue) const;
    [[nodiscard]] std::filesystem::path out(std::string const &queue) const {
        return folder_ / ("out/" + queue);
    }
    void let_go(std::string const &queue) const; ///< of a printer that waits
    [[nodiscard]] std::string log() const;

private:
    void write_backends() const;
    void write_settings(std::string const &settings) const;
    void write_queues(std::vector<Queue> const &queues) const;

    TempFolder folder_;
    int port_;
    pid_t process_ = 0;
};

} // namespace support
