using System.Buffers.Binary;
using System.IO.Compression;

namespace AssetLibrary.Web.Imaging;

/// <summary>
/// A WOFF 1.0 file (https://www.w3.org/TR/WOFF/): an OpenType font whose tables are deflated one by one. Pango takes no wrapped
/// fonts, and npm carries hardly any others.
/// </summary>
internal static class WoffFont
{
    private const uint Signature = 0x774F4646;
    private const int HeaderSize = 44,
        EntrySize = 20,
        SfntHeaderSize = 12,
        SfntEntrySize = 16;

    /// <summary>The OpenType file inside.</summary>
    public static byte[] Unwrap(ReadOnlySpan<byte> woff)
    {
        if (woff.Length < HeaderSize || BinaryPrimitives.ReadUInt32BigEndian(woff) != Signature)
        {
            throw new InvalidDataException("This is not a WOFF file.");
        }
        int tables = BinaryPrimitives.ReadUInt16BigEndian(woff[12..]);
        var font = new byte[BinaryPrimitives.ReadInt32BigEndian(woff[16..])];
        WriteHeader(font, woff[4..8], tables);
        var end = SfntHeaderSize + tables * SfntEntrySize;
        for (var table = 0; table < tables; table++)
        {
            var entry = woff.Slice(HeaderSize + table * EntrySize, EntrySize);
            var offset = BinaryPrimitives.ReadInt32BigEndian(entry[4..]);
            var packed = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            var size = BinaryPrimitives.ReadInt32BigEndian(entry[12..]);
            Inflate(woff.Slice(offset, packed), font.AsSpan(end, size));

            var written = font.AsSpan(SfntHeaderSize + table * SfntEntrySize, SfntEntrySize);
            entry[..4].CopyTo(written);
            entry[16..20].CopyTo(written[4..]);
            BinaryPrimitives.WriteInt32BigEndian(written[8..], end);
            BinaryPrimitives.WriteInt32BigEndian(written[12..], size);
            end += size + 3 & ~3;
        }
        return font;
    }

    private static void WriteHeader(Span<byte> font, ReadOnlySpan<byte> flavor, int tables)
    {
        // The largest power of two up to the number of tables, for a binary search nobody does any more.
        var power = (int)Math.Log2(tables);
        flavor.CopyTo(font);
        BinaryPrimitives.WriteUInt16BigEndian(font[4..], (ushort)tables);
        BinaryPrimitives.WriteUInt16BigEndian(font[6..], (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(font[8..], (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(font[10..], (ushort)(tables * 16 - (16 << power)));
    }

    private static void Inflate(ReadOnlySpan<byte> packed, Span<byte> table)
    {
        if (packed.Length == table.Length)
        {
            packed.CopyTo(table);
            return;
        }
        using var bytes = new MemoryStream(packed.ToArray());
        using var inflated = new ZLibStream(bytes, CompressionMode.Decompress);
        inflated.ReadExactly(table);
    }
}
