// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
/// \file
/// What Linux's usbfs does for one plugged-in device: claims, the kernel's own driver, URBs. A node is one
/// plug: the same device plugged in again is another.
#include "emulator/usb_device.hpp"
#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <umockdev.h>

namespace emulator {

struct Unref {
    void operator()(void *object) const { g_object_unref(object); }
};
template <typename T>
using GObjectPtr = std::unique_ptr<T, Unref>;

/// What is bound to the device's interface, and what happened to it.
struct Binding {
    std::atomic<bool> usblp = true;    ///< the kernel's printer driver
    std::atomic<int> given_back = 0;   ///< times that it was bound again
    std::atomic<int> busy_claims = 0;  ///< claims that are still to be refused
    std::atomic<bool> claimed = false; ///< by a program
};

/// Ioctls come in a thread of umockdev's own; every member may be called from any thread.
class UsbNode {
public:
    /// \p ready is a FIFO that programs poll in the node's place: writable while a URB can be reaped.
    /// Takes the descriptor over.
    /// \p wake is called once a transfer has to wait: \c poll is then due every now and then.
    UsbNode(UsbDevice &device, Binding &binding, int ready, std::function<void()> wake);
    UsbNode(UsbNode const &) = delete;
    UsbNode &operator=(UsbNode const &) = delete;
    ~UsbNode();

    /// Answers an ioctl. Nothing here blocks but REAPURB, which is answered when there is something.
    void handle(UMockdevIoctlClient *client);
    /// Asks the device for news. \return whether a URB is still on its way
    bool poll();
    /// Unplugged: what is on its way ends, whatever comes is refused.
    void disconnect();
    void vanish(UMockdevIoctlClient *client); ///< a program closed the device, or died

private:
    struct Urb;
    using Client = UMockdevIoctlClient;

    int on_interface(Client *client, unsigned long request, UMockdevIoctlData *arg);
    int on_driver(Client *client, UMockdevIoctlData *arg);
    int on_device(unsigned long request, UMockdevIoctlData *arg);
    int claim(Client *client);
    int disconnect_claim(Client *client, UMockdevIoctlData *arg);
    int driver_name(UMockdevIoctlData *arg) const;
    int submit(Client *client, UMockdevIoctlData *arg);
    int discard(Client *client, UMockdevIoctlData *arg);
    bool reap(Client *client);
    int may_use(Client *client) const;
    void finish(Urb &urb, int status) const;
    void answer_waiting();
    void show_readiness();

    std::recursive_mutex lock_;
    UsbDevice &device_;
    UsbFace face_;
    Binding &binding_;
    int ready_;
    std::function<void()> wake_;
    bool full_ = false, gone_ = false;
    Client *owner_ = nullptr;
    std::list<Urb> pending_, finished_;
    std::list<Client *> waiting_; ///< in REAPURB
};

} // namespace emulator
