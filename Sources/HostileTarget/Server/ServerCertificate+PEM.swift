//===----------------------------------------------------------------------===//
// This source file is part of the VentiKit open source project
// Copyright (c) the VentiKit project authors
// Licensed under Apache License v2.0, see LICENSE.txt
// SPDX-License-Identifier: Apache-2.0
//===----------------------------------------------------------------------===//

extension ServerCertificate {
    /// The root of the certificates with ``key``.
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBbzCCARWgAwIBAgIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNIb3N0aWxl
        IFRhcmdldCBSb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAe
        MRwwGgYDVQQDDBNIb3N0aWxlIFRhcmdldCBSb290MFkwEwYHKoZIzj0CAQYIKoZI
        zj0DAQcDQgAEhOEssSGWhbHJ3eRdCLEfGNytSJhCq/51TcijFJhGG61jI7EhBeUk
        ubH+ZyPKOPSZQqmyVXe1F8JirWvP4Aw5baNCMEAwDwYDVR0TAQH/BAUwAwEB/zAO
        BgNVHQ8BAf8EBAMCAgQwHQYDVR0OBBYEFCpdbWSOwd7i71qysqRXnkPvD40CMAoG
        CCqGSM49BAMCA0gAMEUCIAqjy6kOaYvMWDsShoV06KoLNJGRSb85WnYYflGIOLrC
        AiEAqTTiJz3gUJNEVX95nlDd+Edu7IjDIixDcCkgOz1SiW0=
        -----END CERTIFICATE-----
        """

    /// The root of ``weakPEM``.
    static let weakRoot = """
        -----BEGIN CERTIFICATE-----
        MIIDAzCCAeugAwIBAgIBBzANBgkqhkiG9w0BAQsFADAiMSAwHgYDVQQDDBdIb3N0
        aWxlIFRhcmdldCBSU0EgUm9vdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
        MDAwMFowIjEgMB4GA1UEAwwXSG9zdGlsZSBUYXJnZXQgUlNBIFJvb3QwggEiMA0G
        CSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQDFn1fCj3padlsMaFwL8rzTiNI8gyKq
        f0hR68XJClEAS1Mx+XFeHGo2Eu07Ui0t6lsgP1krH5JyJNj5zDvaPeA8Ulb9vhvk
        gPD5Cy8kgdc9YH/BHNCXsjZpMpWKRlcsG+C/woz0TtTmnNYIcRxQgbVMt60pOJBA
        E3u0jWgqRgxpshqj6kJuKxZmOGO4O7ewe5cNXpSHry37IP4LhueyhNMMIF+p+13O
        kX8c+gd302qXwwo2QHtZozIvRH9giE+Tp3IZf1FAXjunavYVLFcnTXfqxS3phuA2
        tGwHFOqfl5hfm1x+AXrVt2qnV9iAhHjOjhbuYy6I2424dJ4M1S7p9aWLAgMBAAGj
        QjBAMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMB0GA1UdDgQWBBQq
        JrgjBazKYIpGrglXBf/JMKlpozANBgkqhkiG9w0BAQsFAAOCAQEAcJTR/whaRcka
        yR+4MpHXBFmPGZZ2ag8A3k8WibEf6XKFXxiYeAzVnhirlt9M+U4fs7q7qxbrWVze
        nHCHi4awVaqQyMkm/whOlNkC8p1zmxckUYg7lgXWdv/W/tZYHHts9jQdEKuXc2f7
        kSaXvkJ3kOPl0ct7YdyI2UOXb4cR3SCAlSB9HAbwnSOuLG7LVs/cP7pp2TvXLKAR
        h0wBJyd9Iq9jxo6QrFa/bIFWQShth+JajsEtGLRaMxgE5o/k+neH6yCMHTyrTy7Z
        EawBf/5EoRcRAckbL9TDUSa41bapQNpo4naK+ABBbmko4E9M0ParEVUUobruhFX3
        cdJyjhlzHg==
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOtSQn1T2x9kH0zih
        +xNgp55hesa/Y2QINCEuRWb9MiKhRANCAARfmlV5hTeZ3bl2aP+5BC/KUutr30/T
        7EIMYEATh4AyfDoPpbKSk12sJ3LdlIvrmJOWNz5fy6Be0Zsz7JudePXd
        -----END PRIVATE KEY-----
        """

    /// RSA with 1024 bits.
    static let shortKey = """
        -----BEGIN PRIVATE KEY-----
        MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBAPoyWKaZMPl2+i5u
        owShETg11VIFJwT95YlfaZXrfCR3NI4d0i/TfhLIeyKgTJpnY+THxxecEx6tWwJU
        0SidgZfpESz6rDTl4chnIMvrDMtXwOdRBCShF/1uNM/fi8lsoErpEKZ1n+NOvOM+
        QBb5aaph4b+xxjt+aWbYFhMJ9bqrAgMBAAECgYEA2lDILkcKBwQcdhuwP7/T6LqA
        s5svWxm5Cs+osFrU7nTd9QxsdbMUFYu+do5tiWWiMuVoAl/8Bw65lSUxhUE66/uT
        8txt/kgk19LfGVdIA60zOl2crVMab2tq47P7xLHqRP6ZAPNDat9q+9fS4PPh5PiH
        8T/uweSEqM8tK0/O2sECQQD+LHMOAYgFWxD1MzibFQJfmPFv+PvGpzKJ3LiPGeUQ
        FGmdYUFSCgbnccSy4Z6EWOblI0doP5zg8XoHNzT7WvjbAkEA+/6UzXqOse//dQxv
        sday0pNGpHqtTK9dSXzLWd22fteKMdQEDs2jl2imgTQwmqgGWSIFnVriQEokJc0V
        huZGcQJBAJIpj3QzbzvdNXA7p0aPG1FMCzMf0/FVvptGwR8Rfgb0JhPplH2P5I59
        fuZ7FgP3d7e2xN5vDlDQrCKwHZiZpNcCQCVODO1WZWWGKAVF8Asdw59U2jJjTuB5
        XZARf3EwV2HzuquhvXALlVpGzc920HM0yKvNU5N17uShlTRbZgJweKECQQC5wNiF
        hF1HSWnXxtWT2uxQtvdCw+PtMovOxKQE0Cu6+ngZCXsY+T1p3IwzvEsrMDQIB+N0
        UIXWUBRxzMjL2B03
        -----END PRIVATE KEY-----
        """

    /// For `localhost` and 127.0.0.1.
    static let validPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBijCCATCgAwIBAgIBBDAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNIb3N0aWxl
        IFRhcmdldCBSb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAP
        MQ0wCwYDVQQDDARnb29kMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEX5pVeYU3
        md25dmj/uQQvylLra99P0+xCDGBAE4eAMnw6D6WykpNdrCdy3ZSL65iTljc+X8ug
        XtGbM+ybnXj13aNsMGowDAYDVR0TAQH/BAIwADAaBgNVHREEEzARgglsb2NhbGhv
        c3SHBH8AAAEwHQYDVR0OBBYEFAsKuiMAYy/qjYn8YcgSrAMXGx1fMB8GA1UdIwQY
        MBaAFCpdbWSOwd7i71qysqRXnkPvD40CMAoGCCqGSM49BAMCA0gAMEUCIQCCkXic
        2Rzy1IZfLNaeWJVFmY/ZcpgX7qut8dtnpZjRowIgML5PutFSXZFlf7tQ1Qdu2Wiy
        MYa8uTxCiicp2rDSLOo=
        -----END CERTIFICATE-----
        """

    /// The same, until 2021.
    static let expiredPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBijCCATGgAwIBAgIBAjAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNIb3N0aWxl
        IFRhcmdldCBSb290MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAwMDAwMFowEjEQ
        MA4GA1UEAwwHZXhwaXJlZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF+aVXmF
        N5nduXZo/7kEL8pS62vfT9PsQgxgQBOHgDJ8Og+lspKTXawnct2Ui+uYk5Y3Pl/L
        oF7RmzPsm5149d2jbDBqMAwGA1UdEwEB/wQCMAAwGgYDVR0RBBMwEYIJbG9jYWxo
        b3N0hwR/AAABMB0GA1UdDgQWBBQLCrojAGMv6o2J/GHIEqwDFxsdXzAfBgNVHSME
        GDAWgBQqXW1kjsHe4u9asrKkV55D7w+NAjAKBggqhkjOPQQDAgNHADBEAiAj2eVi
        T3ERfQq24FL8snZqlXkBt1af68PQOt6oXERShAIgYTHfnpxYPvfq/v/EICdlw4KD
        7ktwCOB75ywpwZ0MURs=
        -----END CERTIFICATE-----
        """

    /// The same, from 2110.
    static let notYetValidPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBjTCCATSgAwIBAgIBBTAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNIb3N0aWxl
        IFRhcmdldCBSb290MCIYDzIxMTAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBa
        MBExDzANBgNVBAMMBm5vdHlldDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF+a
        VXmFN5nduXZo/7kEL8pS62vfT9PsQgxgQBOHgDJ8Og+lspKTXawnct2Ui+uYk5Y3
        Pl/LoF7RmzPsm5149d2jbDBqMAwGA1UdEwEB/wQCMAAwGgYDVR0RBBMwEYIJbG9j
        YWxob3N0hwR/AAABMB0GA1UdDgQWBBQLCrojAGMv6o2J/GHIEqwDFxsdXzAfBgNV
        HSMEGDAWgBQqXW1kjsHe4u9asrKkV55D7w+NAjAKBggqhkjOPQQDAgNHADBEAiBD
        2Cvh6EeUdEaFUaV/5Y5llsYMGu31Y8pUFjeR58G/6QIgYZEVmBcUOsZb/9cfZ7nL
        utzfZhOneglmX15oM1SCm3g=
        -----END CERTIFICATE-----
        """

    /// For `other.example`.
    static let wrongNamePEM = """
        -----BEGIN CERTIFICATE-----
        MIIBiTCCAS+gAwIBAgIBAzAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNIb3N0aWxl
        IFRhcmdldCBSb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAQ
        MQ4wDAYDVQQDDAV3cm9uZzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABF+aVXmF
        N5nduXZo/7kEL8pS62vfT9PsQgxgQBOHgDJ8Og+lspKTXawnct2Ui+uYk5Y3Pl/L
        oF7RmzPsm5149d2jajBoMAwGA1UdEwEB/wQCMAAwGAYDVR0RBBEwD4INb3RoZXIu
        ZXhhbXBsZTAdBgNVHQ4EFgQUCwq6IwBjL+qNifxhyBKsAxcbHV8wHwYDVR0jBBgw
        FoAUKl1tZI7B3uLvWrKypFeeQ+8PjQIwCgYIKoZIzj0EAwIDSAAwRQIgG+YKksjO
        Gy038pFvvPpLesJjhgOrvOLz6BbYGnmwoZcCIQD0H1ylubYUvX985RzBnTNqq2Jh
        JwgRQZciF1KMw3hC4w==
        -----END CERTIFICATE-----
        """

    /// For `localhost` and 127.0.0.1, vouched for by nobody.
    static let selfSignedPEM = """
        -----BEGIN CERTIFICATE-----
        MIIBWzCCAQCgAwIBAgIBBjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARzZWxmMCAX
        DTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAPMQ0wCwYDVQQDDARzZWxm
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEX5pVeYU3md25dmj/uQQvylLra99P
        0+xCDGBAE4eAMnw6D6WykpNdrCdy3ZSL65iTljc+X8ugXtGbM+ybnXj13aNLMEkw
        DAYDVR0TAQH/BAIwADAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0O
        BBYEFAsKuiMAYy/qjYn8YcgSrAMXGx1fMAoGCCqGSM49BAMCA0kAMEYCIQDppM1r
        YTQcdJ1rd4lxlUU2V04RK+NT3TVErpJWvceCkAIhAN/apy6oO561JVZoY9FkbqP/
        pB6Hs2qa9hX+Rd8lBBpX
        -----END CERTIFICATE-----
        """

    /// For `localhost` and 127.0.0.1, with ``shortKey``, signed with MD5.
    static let weakPEM = """
        -----BEGIN CERTIFICATE-----
        MIICljCCAX6gAwIBAgIBCDANBgkqhkiG9w0BAQQFADAiMSAwHgYDVQQDDBdIb3N0
        aWxlIFRhcmdldCBSU0EgUm9vdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAw
        MDAwMFowDzENMAsGA1UEAwwEd2VhazCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkC
        gYEA+jJYppkw+Xb6Lm6jBKERODXVUgUnBP3liV9plet8JHc0jh3SL9N+Esh7IqBM
        mmdj5MfHF5wTHq1bAlTRKJ2Bl+kRLPqsNOXhyGcgy+sMy1fA51EEJKEX/W40z9+L
        yWygSukQpnWf40684z5AFvlpqmHhv7HGO35pZtgWEwn1uqsCAwEAAaNsMGowDAYD
        VR0TAQH/BAIwADAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0OBBYE
        FAov3iMZvrY8nWjo5MVlpjEwYaesMB8GA1UdIwQYMBaAFComuCMFrMpgikauCVcF
        /8kwqWmjMA0GCSqGSIb3DQEBBAUAA4IBAQBK7/t5wtF7gv8+gFgbsf0cioPh59BY
        5IxUWjo603LJXP4xzJuA33ry4m5WqtZAYp/ceqX2rUzCs2GTwJ5KQO9v/aeATFMM
        FQTNdxY6gJtBjwbldKg4eMSzIk4KEcxElIalcNLMZ+vLy9NeJ7nZW45roHFHVFuS
        /7HUhX9ybHoNpoh+HYoxo+g7NZ1zzmT3TE5MnOlcJta6BnEGjENrQgqf4Nf808XV
        YIDAduHbC8zEOAf+tJOjlDOvpyul3gWBzWO0pkTnWIxtOdsumuqNWzCRktOJaBW/
        qSSkhCv/ib/XL5FPrRGiykc4OGFlZOhdezQCvKe6/bjQ8555+R8b8ocw
        -----END CERTIFICATE-----
        """
}
