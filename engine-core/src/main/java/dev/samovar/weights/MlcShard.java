package dev.samovar.weights;

/** A shard of an MLC repository, whose checksum is compared before its first bytes are given out. */
final class MlcShard implements ByteSource {
    /** Bytes read at a time: shards of one large tensor have hundreds of megabytes. */
    private static final int PIECE = 4 << 20;

    private final ModelFiles files;
    private final String path;
    private final ByteSource file;
    private final String md5;
    private boolean verified;

    /** @param md5 hexadecimal, empty when the repository gives none */
    MlcShard(ModelFiles files, String path, String md5) {
        this.files = files;
        this.path = path;
        this.file = files.require(path);
        this.md5 = md5;
        this.verified = md5.isEmpty();
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public byte[] read(long offset, int length) {
        if (!verified) {
            verify();
        }
        return file.read(offset, length);
    }

    private void verify() {
        var found = new Md5();
        for (long at = 0; at < size(); at += PIECE) {
            found.update(file.read(at, (int) Math.min(PIECE, size() - at)));
        }
        String hex = found.hex();
        if (!hex.equals(md5)) {
            files.discard(path);
            throw new ModelFormatException(name() + " has the MD5 " + hex + ", but its repository says " + md5
                    + "; the file is damaged: fetch it again");
        }
        verified = true;
    }
}
