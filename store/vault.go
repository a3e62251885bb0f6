package store

import ring "github.com/zalando/go-keyring"

// keyring is the key store of Windows, macOS and Linux desktops. Android and bare Linux have none.
type keyring struct{}

// service is what our entries are listed under.
const service = "paicha"

func (keyring) Get(name string) (string, error) { return ring.Get(service, name) }
func (keyring) Set(name, value string) error    { return ring.Set(service, name, value) }
func (keyring) Delete(name string) error        { return ring.Delete(service, name) }
