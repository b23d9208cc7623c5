# The scanner's image for people with a registry: docker build --tag ventikit/venti:0.1.0 .
#
# Scripts/image builds the same without a registry or an engine; this lets it run where Swift is not installed.

FROM swift:6.2-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends zlib1g-dev binutils ca-certificates \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN Scripts/image --output /image/venti.tar \
    && mkdir /image/root && tar --extract --file /image/venti.tar --directory /image --wildcards '*/layer.tar' \
    && tar --extract --file /image/*/layer.tar --directory /image/root

FROM scratch
COPY --from=build /image/root/ /
ENV LD_LIBRARY_PATH=/usr/lib PATH=/usr/local/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65534:65534
ENTRYPOINT ["/usr/local/bin/venti"]
CMD ["worker", "request.json"]
