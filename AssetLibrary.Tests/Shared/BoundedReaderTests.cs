using AssetLibrary.Web.Shared;

namespace AssetLibrary.Tests.Shared;

public sealed class BoundedReaderTests
{
    [Theory, InlineData(0), InlineData(1), InlineData(100_000), InlineData(200_000)]
    public async Task What_is_allowed_is_read_whole_and_one_byte_more_is_not(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        Assert.Equal(bytes, (await new MemoryStream(bytes).ReadWholeAsync(length, CancellationToken.None))!.Value.ToArray());
        Assert.Null(await new MemoryStream([.. bytes, 1]).ReadWholeAsync(length, CancellationToken.None));
    }

    [Fact]
    public async Task Of_what_is_longer_only_the_start_is_read()
    {
        var stream = new MemoryStream(new byte[1_000_000]);
        Assert.Equal(70_000, (await stream.ReadStartAsync(70_000, CancellationToken.None)).Length);
        Assert.True(stream.Position < 200_000, "The rest was read as well.");
    }

    [Fact]
    public async Task What_came_before_a_break_has_been_copied()
    {
        using var to = new MemoryStream();
        await Assert.ThrowsAsync<IOException>(() => new Breaking([1, 2, 3]).CopyAtMostAsync(to, 100, CancellationToken.None));
        Assert.Equal([1, 2, 3], to.ToArray());
    }

    private sealed class Breaking(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("broken") : base.ReadAsync(buffer, cancellationToken);
    }
}
