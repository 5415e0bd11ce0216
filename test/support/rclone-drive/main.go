// rclone with its Drive backend only, led to a stand-in for Google.
//
// rclone knows no other address than Google's. So this program opens a door on the loopback that answers for
// www.googleapis.com with a certificate of its own and hands on to the address in STAND_IN, and names the door as
// rclone's proxy. Nothing of rclone itself is changed.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "github.com/rclone/rclone/backend/drive"
	_ "github.com/rclone/rclone/backend/local"
	"github.com/rclone/rclone/cmd"
	_ "github.com/rclone/rclone/cmd/about"
	_ "github.com/rclone/rclone/cmd/cat"
	_ "github.com/rclone/rclone/cmd/check"
	_ "github.com/rclone/rclone/cmd/copy"
	_ "github.com/rclone/rclone/cmd/lsjson"
	_ "github.com/rclone/rclone/cmd/moveto"
	_ "github.com/rclone/rclone/cmd/purge"
	_ "github.com/rclone/rclone/cmd/sync"
)

const google = "www.googleapis.com"

func main() {
	standIn, err := url.Parse(os.Getenv("STAND_IN"))
	must(err)
	folder, err := os.MkdirTemp("", "rclone-door-")
	must(err)
	certificate := newCertificate(filepath.Join(folder, "door.pem"))
	must(os.Setenv("SSL_CERT_FILE", filepath.Join(folder, "door.pem")))
	door := openDoor(certificate, standIn)
	must(os.Setenv("HTTPS_PROXY", "http://"+openProxy(door)))
	cmd.Main()
}

// openDoor answers for Google and hands on to the stand-in.
func openDoor(certificate tls.Certificate, standIn *url.URL) string {
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	must(err)
	proxy := &httputil.ReverseProxy{Rewrite: func(request *httputil.ProxyRequest) { request.SetURL(standIn) }}
	go func() { must(http.Serve(listener, proxy)) }()
	return listener.Addr().String()
}

// openProxy takes CONNECT for Google's address, and leads it to the door.
func openProxy(door string) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	connect := func(response http.ResponseWriter, request *http.Request) {
		if request.Method != http.MethodConnect || request.Host != google+":443" {
			http.Error(response, "only Google is asked here, not "+request.Host, http.StatusForbidden)
			return
		}
		there, err := net.Dial("tcp", door)
		must(err)
		response.WriteHeader(http.StatusOK)
		here, _, err := http.NewResponseController(response).Hijack()
		must(err)
		go func() { _, _ = io.Copy(there, here); _ = there.Close() }()
		go func() { _, _ = io.Copy(here, there); _ = here.Close() }()
	}
	go func() { must(http.Serve(listener, http.HandlerFunc(connect))) }()
	return listener.Addr().String()
}

// newCertificate makes a certificate for Google's name that only this process trusts.
func newCertificate(path string) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(24 * time.Hour),
		DNSNames:              []string{google},
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	must(err)
	must(os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
